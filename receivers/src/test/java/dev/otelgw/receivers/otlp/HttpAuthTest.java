package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.CheckedConfig;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keys {@code auth} and {@code include_metadata} of OTLP/HTTP. */
@Timeout(60)
class HttpAuthTest {

  private static final String MESSAGE = "receiver otlp: that is not the word";
  private static final byte[] SPANS = Batches.spans("a", 2).toByteArray();

  private @Nullable Rig rig;
  private @Nullable HttpSender sender;

  private Rig start(Doorkeeper doorkeeper, List<String> params, boolean includeMetadata) {
    Rig.Options options = new Rig.Options();
    options.extensions = doorkeeper;
    options.grpc = false;
    options.httpKeys =
        new Object[] {
          "auth",
          new HttpAuthConfig(Doorkeeper.REFERENCE, params),
          "includeMetadata",
          includeMetadata
        };
    return started(options);
  }

  private Rig started(Rig.Options options) {
    Rig now = options.start();
    rig = now;
    sender = new HttpSender(now.receiver.httpPort());
    return now;
  }

  @AfterEach
  void close() {
    if (rig == null) {
      return;
    }
    Await.until("memory given back", () -> rig.memory.held() == 0);
    sender.close();
    rig.close();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> post(String path, String... headers) throws Exception {
    String[] all = new String[headers.length + 2];
    all[0] = "Content-Type";
    all[1] = HttpSender.PROTOBUF;
    System.arraycopy(headers, 0, all, 2, headers.length);
    return sender.post(path, SPANS, all);
  }

  @Test
  void whoIsNotKnownIsToldInTheFormatOfTheRequest() throws Exception {
    Rig now = start(Doorkeeper.quick(), List.of(), false);

    HttpResponse<byte[]> protobuf = post("/v1/traces");
    assertThat(protobuf.statusCode()).isEqualTo(401);
    assertThat(protobuf.headers().firstValue("WWW-Authenticate")).contains("Word realm=\"cave\"");
    assertThat(protobuf.headers().firstValue("Content-Type")).contains(HttpSender.PROTOBUF);
    assertThat(protobuf.headers().firstValue("Retry-After")).isEmpty();
    // google.rpc.Status: code 16, and the message.
    assertThat(protobuf.body()).startsWith(8, 16, 18, MESSAGE.length());
    assertThat(text(protobuf)).endsWith(MESSAGE);

    HttpResponse<byte[]> json =
        sender.post("/v1/logs", new byte[] {'{', '}'}, "Content-Type", HttpSender.JSON);
    assertThat(json.statusCode()).isEqualTo(401);
    assertThat(json.headers().firstValue("WWW-Authenticate")).contains("Word realm=\"cave\"");
    assertThat(text(json)).isEqualTo("{\"code\":16,\"message\":\"" + MESSAGE + "\"}");

    assertThat(now.sink.batches()).isEmpty();
    assertThat(now.observer.lines())
        .containsExactly(
            "http refused 0 spans unauthorized", "http refused 0 log records unauthorized");
    assertThat(now.warnings())
        .singleElement()
        .asString()
        .matches(
            "receiver otlp: client /127.0.0.1:\\d+ is not let in over http: that is not the word");
  }

  @Test
  void whoIsKnownIsKnownToThePipelines() throws Exception {
    Rig now = start(Doorkeeper.quick(), List.of(), false);
    assertThat(post("/v1/traces", "X-Word", "sesame").statusCode()).isEqualTo(200);
    assertThat(now.callers)
        .containsExactly(new Caller("127.0.0.1", Map.of(), Map.of("subject", "ali")));
  }

  @Test
  void theConnectionLivesOnAndEachRequestIsJudged() throws Exception {
    Rig now = start(Doorkeeper.quick(), List.of(), false);
    String body = "0123456789";
    String bad = head("", body.length());
    String good = head("X-Word: sesame\r\n", SPANS.length);
    try (RawSocket socket = new RawSocket(now.receiver.httpPort())) {
      socket.send(bad + body + good).send(SPANS).send(bad + body);
      assertThat(socket.response()).startsWith("HTTP/1.1 401");
      assertThat(socket.response()).startsWith("HTTP/1.1 200");
      assertThat(socket.response()).startsWith("HTTP/1.1 401");
    }
    assertThat(now.callers).hasSize(1);
  }

  private static String head(String headers, int length) {
    return "POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-protobuf\r\n"
        + "%sContent-Length: %d\r\n\r\n".formatted(headers, length);
  }

  @Test
  void aBodyIsNotAskedForBeforeItsSenderIsKnown() throws Exception {
    Rig now = start(Doorkeeper.quick(), List.of(), false);
    try (RawSocket socket = new RawSocket(now.receiver.httpPort())) {
      socket.send(head("Expect: 100-continue\r\n", 100_000));
      assertThat(socket.rest()).startsWith("HTTP/1.1 401");
    }
    try (RawSocket socket = new RawSocket(now.receiver.httpPort())) {
      socket.send(head("X-Word: sesame\r\nExpect: 100-continue\r\n", SPANS.length));
      assertThat(socket.response()).startsWith("HTTP/1.1 100");
      assertThat(socket.send(SPANS).response()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aBodyOfAStrangerHoldsNoMemory() throws Exception {
    Rig now = start(Doorkeeper.quick(), List.of(), false);
    try (RawSocket socket = new RawSocket(now.receiver.httpPort())) {
      socket.send(head("", 100_000)).send(new byte[99_999]);
      assertThat(now.memory.held()).isZero();
      assertThat(socket.send("x").response()).startsWith("HTTP/1.1 401");
      assertThat(now.memory.held()).isZero();
    }
  }

  @Test
  void aSlowVerdictHoldsUpNobodyElse() throws Exception {
    Doorkeeper doorkeeper = Doorkeeper.slow();
    Rig now = start(doorkeeper, List.of(), false);
    int others = 2 * Runtime.getRuntime().availableProcessors() + 2;
    try (RawSocket waiting = new RawSocket(now.receiver.httpPort())) {
      String good = head("X-Word: sesame\r\n", SPANS.length);
      waiting.send(good).send(SPANS).send(head("", 0)).send(good).send(SPANS);
      doorkeeper.awaitAsked();
      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, others)
              .mapToObj(_ ->
                  CompletableFuture.supplyAsync(
                      this::notFound, task -> Thread.ofVirtual().start(task)))
              .toList();
      for (CompletableFuture<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(404);
      }
      assertThat(now.callers).isEmpty();
      assertThat(now.memory.held()).isZero();
      doorkeeper.letJudge(3);
      assertThat(waiting.response()).startsWith("HTTP/1.1 200");
      assertThat(waiting.response()).startsWith("HTTP/1.1 401");
      assertThat(waiting.response()).startsWith("HTTP/1.1 200");
    }
    assertThat(now.callers).hasSize(2);
  }

  private int notFound() {
    try {
      return sender.post("/nowhere", SPANS).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aClientThatLeavesWhileItIsJudgedIsForgotten() throws Exception {
    Doorkeeper doorkeeper = Doorkeeper.slow();
    Rig now = start(doorkeeper, List.of(), false);
    try (RawSocket socket = new RawSocket(now.receiver.httpPort())) {
      socket.send(head("X-Word: sesame\r\n", SPANS.length)).send(SPANS);
      doorkeeper.awaitAsked();
    }
    doorkeeper.letJudge(2);
    assertThat(post("/v1/traces", "X-Word", "sesame").statusCode()).isEqualTo(200);
    assertThat(now.callers).hasSizeBetween(1, 2);
  }

  @Test
  void anAuthenticatorWithABugLetsNobodyIn() throws Exception {
    Rig now = start(Doorkeeper.quick(), List.of(), false);
    HttpResponse<byte[]> response = post("/v1/traces", "X-Word", "bug");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(text(response)).endsWith("internal error, see the gateway's log");
    assertThat(now.callers).isEmpty();
    assertThat(now.warnings().getFirst()).contains("authentication failed");
  }

  @Test
  void parametersOfTheQueryCountAsHeadersAndWin() throws Exception {
    Rig now = start(Doorkeeper.quick(), List.of("x-word", "other"), false);
    assertThat(post("/v1/traces?x-word=sesame").statusCode()).isEqualTo(200);
    assertThat(post("/v1/traces?a=b&x-word=ses%61me", "X-Word", "wrong").statusCode())
        .isEqualTo(200);
    assertThat(post("/v1/traces?x-word=wrong", "X-Word", "sesame").statusCode()).isEqualTo(401);
    assertThat(post("/v1/traces?a=b", "X-Word", "sesame").statusCode()).isEqualTo(200);
    assertThat(now.callers).hasSize(3);
  }

  @Test
  void parametersThatAreNotNamedDoNotCount() throws Exception {
    start(Doorkeeper.quick(), List.of(), false);
    assertThat(post("/v1/traces?X-Word=sesame").statusCode()).isEqualTo(401);
  }

  @Test
  void metadataIsKeptWhereAsked() throws Exception {
    Rig now = start(Doorkeeper.quick(), List.of(), true);
    assertThat(
            post("/v1/traces", "X-Word", "sesame", "X-Tenant", "a", "X-Tenant", "b").statusCode())
        .isEqualTo(200);
    Caller caller = now.callers.getFirst();
    assertThat(caller.identity()).isEqualTo(Map.of("subject", "ali"));
    assertThat(caller.metadata())
        .containsEntry("x-tenant", List.of("a", "b"))
        .containsEntry("content-type", List.of(HttpSender.PROTOBUF))
        .containsKey("host");
    assertThat(caller.values("metadata.X-Tenant")).containsExactly("a", "b");
  }

  @Test
  void withoutBothOnlyTheAddressIsTold() throws Exception {
    Rig now = started(new Rig.Options());
    post("/v1/traces", "X-Tenant", "a");
    post("/v1/traces", "X-Tenant", "b");
    assertThat(now.callers).hasSize(2).containsOnly(new Caller("127.0.0.1", Map.of(), Map.of()));
  }

  @Test
  void browsersMayAskFirstWithoutBeingKnownAndSeeTheRefusal() throws Exception {
    Rig.Options options = new Rig.Options();
    options.extensions = Doorkeeper.quick();
    options.httpKeys =
        new Object[] {
          "auth",
          new HttpAuthConfig(Doorkeeper.REFERENCE, List.of()),
          "cors",
          new CorsConfig(List.of("https://shop.example"), List.of("X-Word"), List.of(), 0)
        };
    Rig now = started(options);
    try (RawSocket browser = new RawSocket(now.receiver.httpPort())) {
      browser.send(
          """
          OPTIONS /v1/traces HTTP/1.1\r
          Host: a\r
          Origin: https://shop.example\r
          Access-Control-Request-Method: POST\r
          Access-Control-Request-Headers: x-word\r
          \r
          """);
      assertThat(browser.response())
          .startsWith("HTTP/1.1 204")
          .containsIgnoringCase("access-control-allow-headers: x-word");
      browser.send(head("Origin: https://shop.example\r\n", 0));
      assertThat(browser.response())
          .startsWith("HTTP/1.1 401")
          .containsIgnoringCase("access-control-allow-origin: https://shop.example");
    }
    assertThat(now.callers).isEmpty();
  }

  @Test
  void parametersHaveNames() {
    assertThat(CheckedConfig.problems(new HttpAuthConfig(Doorkeeper.REFERENCE, List.of("a", " "))))
        .containsExactly("request_params[1]: is empty; write the name of a parameter");
  }
}
