package dev.otelgw.receivers.otlp;

import static dev.otelgw.pipeline.testing.CheckedConfig.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsTest {

  private static final String SHOP = "https://shop.example.com";

  private Rig rig;

  private RawSocket connect(CorsConfig cors) throws Exception {
    Rig.Options options = new Rig.Options();
    options.httpKeys = new Object[] {"cors", cors};
    rig = options.start();
    return new RawSocket(rig.receiver.httpPort());
  }

  @AfterEach
  void close() {
    if (rig != null) {
      rig.close();
    }
  }

  private static String preflight(String origin, String... headers) {
    return """
    OPTIONS /v1/traces HTTP/1.1\r
    Host: gateway\r
    Origin: %s\r
    Access-Control-Request-Method: POST\r
    Access-Control-Request-Headers: %s\r
    \r
    """
        .formatted(origin, String.join(",", headers));
  }

  private static CorsConfig origins(String... origins) {
    return new CorsConfig(List.of(origins), List.of(), List.of(), 0);
  }

  private static String post(String origin, String body) {
    return """
    POST /v1/traces HTTP/1.1\r
    Origin: %s\r
    Content-Type: application/json\r
    Content-Length: %d\r
    \r
    %s\
    """
        .formatted(origin, body.length(), body);
  }

  @Test
  void aPageOfAnAllowedOriginSends() throws Exception {
    CorsConfig cors =
        new CorsConfig(
            List.of(SHOP), List.of("X-Tenant"), List.of("X-Gateway", "Retry-After"), 600);
    try (RawSocket socket = connect(cors)) {
      String asked = socket.send(preflight(SHOP, "content-type", "x-tenant", "x-other")).response();
      assertThat(asked)
          .startsWith("HTTP/1.1 204 No Content\r\n")
          .containsIgnoringCase("access-control-allow-origin: https://shop.example.com\r\n")
          .containsIgnoringCase("access-control-allow-credentials: true\r\n")
          .containsIgnoringCase("access-control-allow-methods: POST\r\n")
          .containsIgnoringCase("access-control-allow-headers: content-type, x-tenant\r\n")
          .containsIgnoringCase("access-control-max-age: 600\r\n")
          .containsIgnoringCase("vary: Origin, Access-Control-Request-Method")
          .doesNotContainIgnoringCase("access-control-expose-headers")
          .doesNotContainIgnoringCase("content-length");
      String answer = socket.send(post(SHOP, "{}")).response();
      assertThat(answer)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .containsIgnoringCase("access-control-allow-origin: https://shop.example.com\r\n")
          .containsIgnoringCase("access-control-allow-credentials: true\r\n")
          .containsIgnoringCase("access-control-expose-headers: X-Gateway, Retry-After\r\n")
          .containsIgnoringCase("vary: Origin\r\n")
          .doesNotContainIgnoringCase("access-control-max-age");
    }
  }

  @Test
  void aPageOfAnotherOriginIsNotLetIn() throws Exception {
    try (RawSocket socket = connect(origins(SHOP))) {
      String evil = "https://shop.example.com.evil.example";
      assertThat(socket.send(preflight(evil, "content-type")).response())
          .startsWith("HTTP/1.1 204 ")
          .doesNotContainIgnoringCase("access-control-allow");
      assertThat(socket.send(post(evil, "{}")).response())
          .startsWith("HTTP/1.1 200 ")
          .doesNotContainIgnoringCase("access-control-allow")
          .containsIgnoringCase("vary: Origin\r\n");
    }
  }

  @Test
  void answersThatRefuseMayBeSeenToo() throws Exception {
    try (RawSocket socket = connect(origins(SHOP))) {
      assertThat(socket.send(post(SHOP, "{")).response())
          .startsWith("HTTP/1.1 400 ")
          .containsIgnoringCase("access-control-allow-origin: https://shop.example.com\r\n");
      assertThat(socket.send("GET / HTTP/1.1\r\nOrigin: " + SHOP + "\r\n\r\n").response())
          .startsWith("HTTP/1.1 404 ")
          .containsIgnoringCase("access-control-allow-origin: https://shop.example.com\r\n");
    }
  }

  @Test
  void anyHeaderMayBeAllowed() throws Exception {
    CorsConfig cors = new CorsConfig(List.of("*"), List.of("*"), List.of(), 0);
    try (RawSocket socket = connect(cors)) {
      assertThat(socket.send(preflight("https://any.example", "authorization", "x-a")).response())
          .containsIgnoringCase("access-control-allow-origin: https://any.example\r\n")
          .containsIgnoringCase("access-control-allow-headers: authorization, x-a\r\n")
          .doesNotContainIgnoringCase("access-control-max-age");
    }
  }

  @Test
  void withoutOriginsThereIsNoCors() throws Exception {
    try (RawSocket socket = connect(new CorsConfig())) {
      assertThat(socket.send(preflight(SHOP, "content-type")).response())
          .startsWith("HTTP/1.1 405 ")
          .doesNotContainIgnoringCase("access-control")
          .doesNotContainIgnoringCase("vary");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example, true",
    "https://a.example, https://a.example:8443, false",
    "https://A.example, https://a.EXAMPLE, true",
    "*, anything, true",
    "https://*.example.com, https://a.b.example.com, true",
    "https://*.example.com, https://example.com, false",
    "https://*.example.com, http://a.example.com, false",
    "http://localhost:*, http://localhost:3000, true",
    "*://a.*.example:*, https://a.b.example:1, true",
    "*://a.*.example:*, https://b.a.example:1, false",
    "https://a*a, https://a, false",
    "https://a*a, https://aa, true",
    "*x*y*, axbyc, true",
    "*x*y*, aybxc, false"
  })
  void starsStandForAnyText(String pattern, String origin, boolean matches) {
    String lower = pattern.toLowerCase(java.util.Locale.ROOT);
    assertThat(Cors.matches(lower, origin.toLowerCase(java.util.Locale.ROOT))).isEqualTo(matches);
  }

  @Test
  void matchingTakesNoTimeWhateverIsSent() {
    String pattern = "*a".repeat(50) + "*b";
    String text = "a".repeat(8000);
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(Cors.matches(pattern, text)).isFalse());
  }

  @Test
  void whatHasNoEffectIsSaid() {
    assertThat(problems(new CorsConfig())).isEmpty();
    assertThat(problems(new CorsConfig(List.of(), List.of("X-A"), List.of("X-B"), 5)))
        .containsExactly(
            "warning allowed_headers: has no effect without allowed_origins",
            "warning exposed_headers: has no effect without allowed_origins",
            "warning max_age: has no effect without allowed_origins");
    assertThat(problems(origins("shop.example.com", "https://a.example/", "https://*.a", "*")))
        .containsExactly(
            "warning allowed_origins: \"shop.example.com\" never matches: browsers name origins as"
                + " in https://shop.example.com",
            "warning allowed_origins: \"https://a.example/\" never matches: browsers name origins"
                + " as in https://shop.example.com");
  }

  @Test
  void pagesSendTelemetry() throws Exception {
    try (RawSocket socket = connect(origins("http://localhost:*"))) {
      String json =
          "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%s\",\"spanId\":\"%s\"}]}]}]}"
              .formatted("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
      socket.send(post("http://localhost:3000", json));
      assertThat(socket.response()).startsWith("HTTP/1.1 200 ");
      assertThat(rig.sink.batches()).singleElement().matches(batch -> batch.items() == 1);
    }
  }
}
