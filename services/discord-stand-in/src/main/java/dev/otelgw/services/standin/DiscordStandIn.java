package dev.otelgw.services.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Discord on 127.0.0.1: the part of its API that the services use, with rate limits, logins, an
 * enforced nonce and faults on demand; it sends signed interactions and remembers every request. It
 * begins with an empty {@link World}. What it does can also be ordered over HTTP, see {@link
 * ControlHandler}. Thread-safe.
 */
public final class DiscordStandIn implements AutoCloseable {

  private static final String API = "/api/v10";

  private final HttpServer server;
  private final ExecutorService threads;
  private final HttpClient http;
  private final Changes changes = new Changes();
  private final Snowflakes ids = new Snowflakes();
  private final String applicationId = ids.next();
  private final World world = new World();
  private final Messages messages = new Messages(ids, applicationId);
  private final InteractionAnswers answers = new InteractionAnswers();
  private final Journal journal = new Journal();
  private final Faults faults = new Faults();
  private final Buckets buckets = new Buckets();
  private final Logins logins = new Logins();
  private final Endpoints endpoints =
      new Endpoints(world, changes, messages, answers, logins, ids, applicationId);
  private final Interactions.Sender sender;

  private DiscordStandIn(HttpServer server) {
    this.server = server;
    this.threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("discord-stand-in/", 0).factory());
    this.http =
        HttpClient.newBuilder().executor(threads).version(HttpClient.Version.HTTP_1_1).build();
    this.sender =
        new Interactions.Sender(
            http, SigningKey.create(), ids, applicationId, world, changes, answers);
  }

  /**
   * Listens.
   *
   * @param port 0 for any that is free
   * @throws IOException if the port cannot be had
   */
  public static DiscordStandIn start(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    DiscordStandIn standIn = new DiscordStandIn(HttpServer.create(address, 0));
    standIn.listen();
    return standIn;
  }

  private void listen() {
    ApiHandler.Memory memory =
        new ApiHandler.Memory(
            changes, journal, channel -> changes.read(() -> messages.userOf(channel)));
    server.createContext(
        API, new ApiHandler(API, endpoints.all(), faults, buckets, logins, memory));
    server.createContext("/oauth2/authorize", new AuthorizePage(world, logins));
    server.createContext("/control", new ControlHandler(this));
    server.setExecutor(threads);
    server.start();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What the services have as DISCORD_API_URL. */
  public URI apiUrl() {
    return URI.create("http://127.0.0.1:" + port() + API);
  }

  /** What the bot has as DISCORD_PUBLIC_KEY: 64 hexadecimal digits, new at each start. */
  public String publicKey() {
    return sender.key().publicKey();
  }

  /** What the bot has as DISCORD_APPLICATION_ID. */
  public String applicationId() {
    return applicationId;
  }

  /** Who and what there is. */
  public World world() {
    return world;
  }

  /** A sender of interactions to a bot's endpoint, {@code http://.../interactions}. */
  public Interactions interactions(URI endpoint) {
    return new Interactions(sender, endpoint, Interactions.Flaw.NONE);
  }

  /** Orders a fault; several are good one after the other. */
  public void order(Fault fault) {
    faults.order(fault);
  }

  /** Takes back all orders. */
  public void clearFaults() {
    faults.clear();
  }

  /**
   * Sets the rate limit of a route for each first id in it.
   *
   * @param route for example {@code POST /channels/{channel}/messages}
   */
  public void limit(String route, int requests, Duration per) {
    buckets.limit(route, requests, per);
  }

  /** An access token of a user, without a login in a browser. */
  public String accessToken(String userId) {
    return logins.accessToken(userId);
  }

  /** Lets all access tokens run out; refresh tokens stay good. */
  public void expireLogins() {
    logins.expire();
  }

  /** The messages of a channel as they are now, the oldest first. */
  public List<SentMessage> messages(String channelId) {
    return changes.read(() -> messages.in(channelId));
  }

  /** The direct messages to a user, the oldest first. */
  public List<SentMessage> directMessages(String userId) {
    return changes.read(() -> messages.directOf(userId).map(messages::in).orElse(List.of()));
  }

  /**
   * Waits until a channel has so many messages; an {@link IllegalStateException} says that it has
   * not.
   */
  public List<SentMessage> awaitMessages(String channelId, int count, Duration time) {
    return changes.await(
        time,
        () ->
            "%d messages in channel %s, there are %d"
                .formatted(count, channelId, messages.in(channelId).size()),
        () -> Optional.of(messages.in(channelId)).filter(list -> list.size() >= count));
  }

  /**
   * Waits until a user has so many direct messages; an {@link IllegalStateException} says that he
   * has not.
   */
  public List<SentMessage> awaitDirectMessages(String userId, int count, Duration time) {
    return changes.await(
        time,
        () ->
            "%d direct messages to user %s, there are %d"
                .formatted(count, userId, directMessages(userId).size()),
        () -> Optional.of(directMessages(userId)).filter(list -> list.size() >= count));
  }

  /** Waits for any condition; it is asked after each request, and ten times a second. */
  public void await(String what, Duration time, BooleanSupplier condition) {
    changes.await(time, what, condition);
  }

  /** Waits for the first answer to an interaction, or the change of a deferred one. */
  public JsonNode awaitAnswer(String interactionToken, Duration time) {
    return changes.await(
        time, () -> "the answer to an interaction", () -> answers.original(interactionToken));
  }

  /** Waits for so many further answers to an interaction. */
  public List<JsonNode> awaitFollowUps(String interactionToken, int count, Duration time) {
    return changes.await(
        time,
        () -> count + " further answers to an interaction",
        () -> Optional.of(answers.followUps(interactionToken)).filter(all -> all.size() >= count));
  }

  /** The answer to an interaction after the first deferred one; nothing while there is none. */
  public Optional<JsonNode> answer(String interactionToken) {
    return changes.read(() -> answers.original(interactionToken));
  }

  /** The further answers to an interaction. */
  public List<JsonNode> followUps(String interactionToken) {
    return changes.read(() -> answers.followUps(interactionToken));
  }

  /** The commands that were registered last. */
  public List<JsonNode> commands() {
    return endpoints.commands();
  }

  /** The newest 20 000 requests to the API, the oldest of them first. */
  public List<RecordedRequest> requests() {
    return changes.read(journal::all);
  }

  /** Stops listening; requests in flight are cut off. */
  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
    threads.shutdownNow();
  }
}
