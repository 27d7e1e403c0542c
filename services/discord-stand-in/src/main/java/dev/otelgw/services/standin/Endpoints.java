package dev.otelgw.services.standin;

import static dev.otelgw.services.standin.Endpoint.Who.ANYBODY;
import static dev.otelgw.services.standin.Endpoint.Who.BOT;
import static dev.otelgw.services.standin.Endpoint.Who.CLIENT;
import static dev.otelgw.services.standin.Endpoint.Who.USER;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.standin.Endpoint.Call;
import dev.otelgw.services.standin.Endpoint.Handler;
import dev.otelgw.services.standin.Replies.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The routes of the API, and what they do to what the stand-in remembers. Thread-safe. */
final class Endpoints {

  private static final int UNKNOWN_CHANNEL = 10003;
  private static final int UNKNOWN_GUILD = 10004;
  private static final int UNKNOWN_MEMBER = 10007;
  private static final int UNKNOWN_MESSAGE = 10008;
  private static final int UNKNOWN_WEBHOOK = 10015;

  private final World world;
  private final Changes changes;
  private final Messages messages;
  private final InteractionAnswers answers;
  private final Snowflakes ids;
  private final String applicationId;
  private final List<Endpoint> all = new ArrayList<>();
  private List<JsonNode> commands = List.of();

  Endpoints(
      World world,
      Changes changes,
      Messages messages,
      InteractionAnswers answers,
      Logins logins,
      Snowflakes ids,
      String applicationId) {
    this.world = world;
    this.changes = changes;
    this.messages = messages;
    this.answers = answers;
    this.ids = ids;
    this.applicationId = applicationId;
    addMessages();
    addGuilds();
    addInteractions();
    add("POST", "/oauth2/token", CLIENT, call -> logins.token(Exchanges.form(call.text())));
    add("GET", "/users/@me", USER, this::me);
    add("GET", "/users/@me/guilds", USER, call -> Replies.ok(world.guildsOf(call.userId())));
  }

  List<Endpoint> all() {
    return Collections.unmodifiableList(all);
  }

  /** What was registered last. */
  List<JsonNode> commands() {
    return changes.read(() -> commands);
  }

  private void addMessages() {
    add("POST", "/users/@me/channels", BOT, this::openDirect);
    add("GET", "/channels/{channel}", BOT, this::channel);
    add("POST", "/channels/{channel}/messages", BOT, this::create);
    add(
        "GET",
        "/channels/{channel}/messages",
        BOT,
        inChannel(call -> {
          List<JsonNode> newestFirst = new ArrayList<>();
          messages.in(call.id("channel")).forEach(one -> newestFirst.addFirst(one.json()));
          return Replies.ok(newestFirst);
        }));
    add(
        "GET",
        "/channels/{channel}/messages/{message}",
        BOT,
        inChannel(call -> message(messages.find(call.id("channel"), call.id("message")))));
    add("PATCH", "/channels/{channel}/messages/{message}", BOT, this::edit);
  }

  private void addGuilds() {
    add("GET", "/guilds/{guild}", BOT, inGuild(id -> Replies.ok(world.guildJson(id))));
    add("GET", "/guilds/{guild}/channels", BOT, inGuild(id -> Replies.ok(world.channelsOf(id))));
    add("GET", "/guilds/{guild}/roles", BOT, inGuild(id -> Replies.ok(world.rolesOf(id))));
    add("GET", "/guilds/{guild}/members/search", BOT, this::search);
    add("GET", "/guilds/{guild}/members/{user}", BOT, this::member);
  }

  private void addInteractions() {
    add("PUT", "/applications/{application}/commands", BOT, this::register);
    add("POST", "/interactions/{interaction}/{token}/callback", ANYBODY, this::callback);
    add("PATCH", "/webhooks/{application}/{token}/messages/@original", ANYBODY, this::editOriginal);
    add("POST", "/webhooks/{application}/{token}", ANYBODY, this::followUp);
  }

  private void add(String method, String template, Endpoint.Who who, Handler handler) {
    all.add(new Endpoint(method, template, who, handler));
  }

  private Reply me(Call call) {
    if (call.userId().isEmpty()) {
      return Replies.ok(
          Replies.object()
              .put("id", applicationId)
              .put("username", "game-scheduler")
              .put("bot", true));
    }
    return world.user(call.userId()).map(Replies::ok).orElseGet(Replies::unauthorized);
  }

  private Reply openDirect(Call call) {
    String user = call.body().path("recipient_id").asText("");
    if (!world.hasUser(user)) {
      return Replies.error(400, 50033, "Invalid Recipient(s)");
    }
    String channel = changes.change(() -> messages.direct(user));
    return Replies.ok(Replies.object().put("id", channel).put("type", 1));
  }

  private Reply channel(Call call) {
    Optional<JsonNode> channel = world.channel(call.id("channel"));
    return channel.map(Replies::ok).orElseGet(() -> Replies.unknown(UNKNOWN_CHANNEL, "Channel"));
  }

  private Reply create(Call call) {
    String problem = MessageRules.problem(call.body());
    if (problem != null) {
      return Replies.invalid(problem);
    }
    if (MessageRules.empty(call.body())) {
      return Replies.error(400, 50006, "Cannot send an empty message");
    }
    return inChannel(one ->
            Replies.ok(messages.create(one.id("channel"), one.body(), one.traceparent()).json()))
        .answer(call);
  }

  private Reply edit(Call call) {
    String problem = MessageRules.problem(call.body());
    if (problem != null) {
      return Replies.invalid(problem);
    }
    return inChannel(
            one -> message(messages.edit(one.id("channel"), one.id("message"), one.body())))
        .answer(call);
  }

  private static Reply message(Optional<SentMessage> found) {
    return found
        .map(one -> Replies.ok(one.json()))
        .orElseGet(() -> Replies.unknown(UNKNOWN_MESSAGE, "Message"));
  }

  private Reply search(Call call) {
    int limit = Integer.parseInt(call.query().getOrDefault("limit", "1"));
    String text = call.query().getOrDefault("query", "");
    return inGuild(id -> Replies.ok(world.search(id, text, limit))).answer(call);
  }

  private Reply member(Call call) {
    return inGuild(id ->
            world
                .member(id, call.id("user"))
                .map(Replies::ok)
                .orElseGet(() -> Replies.unknown(UNKNOWN_MEMBER, "Member")))
        .answer(call);
  }

  private Reply register(Call call) {
    if (!call.body().isArray()) {
      return Replies.invalid("an array of commands");
    }
    List<JsonNode> registered = new ArrayList<>();
    call.body().forEach(registered::add);
    changes.change(() -> commands = List.copyOf(registered));
    return Replies.ok(registered);
  }

  private Reply callback(Call call) {
    return withToken(
        call,
        token -> {
          answers.original(token, call.body().path("data"));
          return Replies.empty();
        });
  }

  private Reply editOriginal(Call call) {
    String problem = MessageRules.problem(call.body());
    if (problem != null) {
      return Replies.invalid(problem);
    }
    return withToken(
        call,
        token -> {
          answers.original(token, call.body());
          return Replies.ok(InteractionAnswers.message(ids.next(), call.body()));
        });
  }

  private Reply followUp(Call call) {
    String problem = MessageRules.problem(call.body());
    if (problem != null) {
      return Replies.invalid(problem);
    }
    return withToken(
        call,
        token -> {
          answers.followUp(token, call.body());
          return Replies.ok(InteractionAnswers.message(ids.next(), call.body()));
        });
  }

  private Reply withToken(Call call, Function<String, Reply> then) {
    String token = call.id("token");
    return changes.change(() ->
        answers.knows(token) ? then.apply(token) : Replies.unknown(UNKNOWN_WEBHOOK, "Webhook"));
  }

  /** With the lock, and only in a channel that there is. */
  private Handler inChannel(Handler handler) {
    return call ->
        changes.change(() -> {
          String channel = call.id("channel");
          boolean known = world.channel(channel).isPresent() || messages.userOf(channel) != null;
          return known ? handler.answer(call) : Replies.unknown(UNKNOWN_CHANNEL, "Channel");
        });
  }

  private Handler inGuild(Function<String, Reply> handler) {
    return call ->
        world.hasGuild(call.id("guild"))
            ? handler.apply(call.id("guild"))
            : Replies.unknown(UNKNOWN_GUILD, "Guild");
  }
}
