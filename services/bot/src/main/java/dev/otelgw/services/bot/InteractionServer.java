package dev.otelgw.services.bot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otelgw.services.discord.RequestVerifier;
import dev.otelgw.services.discord.RequestVerifier.Verdict;
import dev.otelgw.services.json.Json;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discord's interactions, {@code POST /interactions}: what is not signed by Discord gets 401 before
 * anything of it is read, the rest a deferred answer at once, long before the three seconds that
 * Discord waits; the work comes after.
 */
final class InteractionServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InteractionServer.class);

  private static final String PONG = "{\"type\":1}";

  /** "Thinking", to be seen by who typed the command only. */
  private static final String DEFERRED_WHISPER = "{\"type\":5,\"data\":{\"flags\":64}}";

  /** Nothing changes yet. */
  private static final String DEFERRED_UPDATE = "{\"type\":6}";

  private static final String BUSY =
      "{\"type\":4,\"data\":{\"flags\":64,"
          + "\"content\":\"Too much is going on, please try again in a minute.\"}}";

  private final RequestVerifier verifier;
  private final InteractionWork work;
  private final AtomicBoolean refusing = new AtomicBoolean();
  private final Javalin server;

  private InteractionServer(RequestVerifier verifier, InteractionWork work) {
    this.verifier = verifier;
    this.work = work;
    this.server =
        Javalin.create(config -> {
          config.concurrency.useVirtualThreads = true;
          config.startup.showJavalinBanner = false;
          config.http.maxRequestSize = RequestVerifier.MAX_BODY;
          config.routes.post("/interactions", this::answer);
        });
  }

  /** Listens; the caller closes the work after it. */
  static InteractionServer start(
      BotSettings.Listen listen, RequestVerifier verifier, InteractionWork work)
      throws IOException {
    InteractionServer server = new InteractionServer(verifier, work);
    try {
      server.server.start(listen.host(), listen.port());
    } catch (io.javalin.util.JavalinBindException e) {
      throw new IOException(
          "cannot listen on HTTP_HOST and HTTP_PORT %s:%d: %s"
              .formatted(listen.host(), listen.port(), e.getMessage()),
          e);
    }
    return server;
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void answer(Context request) {
    byte[] body = request.bodyAsBytes();
    Verdict verdict =
        verifier.verify(
            request.header("X-Signature-Ed25519"), request.header("X-Signature-Timestamp"), body);
    if (verdict != Verdict.VALID) {
      // Discord itself tries this now and then, so it is no news; the first is, to who sets it up.
      if (refusing.compareAndSet(false, true)) {
        LOG.warn(
            "an interaction was refused with 401: {}; further ones are refused silently", verdict);
      }
      request.status(401).result("invalid request signature");
      return;
    }
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(body);
    } catch (IOException e) {
      request.status(400).result("no JSON");
      return;
    }
    request.contentType("application/json").result(first(Interaction.of(json)));
  }

  private String first(Interaction interaction) {
    return switch (interaction.kind()) {
      case PING -> PONG;
      case COMMAND -> work.begin(interaction) ? DEFERRED_WHISPER : BUSY;
      case BUTTON, OTHER -> work.begin(interaction) ? DEFERRED_UPDATE : BUSY;
    };
  }
}
