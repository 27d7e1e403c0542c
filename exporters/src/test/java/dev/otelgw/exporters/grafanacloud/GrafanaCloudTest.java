package dev.otelgw.exporters.grafanacloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.http.Compression;
import dev.otelgw.exporters.testing.Answer;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.ProblemList;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.exporters.testing.ServerTls;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.TestAuthority;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrafanaCloudTest {

  private static final String TOKEN = "glc_eyJvIjoiMSJ9";
  private static final Context CONTEXT =
      new Context(
          new ComponentId(ComponentId.Kind.EXPORTER, "grafana_cloud", ""),
          Observer.NONE,
          Clock.SYSTEM,
          new Memory(Long.MAX_VALUE),
          "otelgw/1.2.3");

  private final OtlpBackend backend = OtlpBackend.start();
  private final GrafanaCloudFactory factory = new GrafanaCloudFactory();

  @AfterEach
  void stop() {
    backend.close();
  }

  private static GrafanaCloudConfig config(
      String endpoint, String zone, String instanceId, String apiKey) {
    GrafanaCloudConfig usual = new GrafanaCloudConfig();
    return new GrafanaCloudConfig(
        endpoint,
        zone,
        instanceId,
        new Secret(apiKey),
        usual.compression(),
        usual.timeout(),
        usual.headers(),
        usual.tls(),
        usual.sendingQueue(),
        usual.retryOnFailure());
  }

  private Outcome send(GrafanaCloudConfig config, Signal signal) {
    try (Exporter exporter = factory.create(config, CONTEXT)) {
      exporter.start();
      return exporter.accept(Requests.of(signal, 3));
    }
  }

  private Outcome on(Answer answer, Signal signal) {
    backend.answer(answer);
    return send(config(backend.url(), "", "123456", TOKEN), signal);
  }

  @ParameterizedTest
  @EnumSource
  void deliversEachSignalWithBasicAuth(Signal signal) {
    backend.requireBasicAuth("123456", TOKEN);
    GrafanaCloudConfig config = config(backend.url(), "", "123456", TOKEN);

    assertThat(ProblemList.of(config)).isEmpty();
    assertThat(send(config, signal)).isEqualTo(Outcome.accepted());

    assertThat(backend.items(signal)).isEqualTo(3);
    assertThat(backend.requests().getFirst().header("content-encoding")).isEqualTo("gzip");
  }

  @Test
  void believesTheAuthoritiesOfTls() throws Exception {
    TestAuthority authority = TestAuthority.named("proxy");
    try (OtlpBackend behindTls =
        OtlpBackend.startTls(ServerTls.of(authority.forLocalhost(), authority))) {
      GrafanaCloudConfig usual =
          config("https://localhost:" + behindTls.port(), "", "123456", TOKEN);
      ClientTlsConfig tls = Changed.record(new ClientTlsConfig(), "caPem", authority.pem());

      assertThat(send(usual, Signal.LOGS)).isInstanceOf(Outcome.Refused.class);
      assertThat(send(Changed.record(usual, "tls", tls), Signal.LOGS))
          .isEqualTo(Outcome.accepted());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TOKEN,
        " " + TOKEN + "\n",
        "123456:" + TOKEN,
        // 123456:glc_eyJvIjoiMSJ9
        "MTIzNDU2OmdsY19leUp2SWpvaU1TSjk=",
        "Basic MTIzNDU2OmdsY19leUp2SWpvaU1TSjk=",
        "Authorization=Basic%20MTIzNDU2OmdsY19leUp2SWpvaU1TSjk=",
      })
  void takesATokenInEveryShapeItIsShownIn(String apiKey) {
    backend.requireBasicAuth("123456", TOKEN);
    GrafanaCloudConfig config = config(backend.url(), "", "123456", apiKey);

    assertThat(ProblemList.of(config)).isEmpty();
    assertThat(send(config, Signal.LOGS)).isEqualTo(Outcome.accepted());
  }

  @Test
  void takesTheIdFromAPastedPair() {
    backend.requireBasicAuth("123456", TOKEN);
    GrafanaCloudConfig config = config(backend.url(), "", "", "123456:" + TOKEN);

    assertThat(ProblemList.of(config)).isEmpty();
    assertThat(send(config, Signal.TRACES)).isEqualTo(Outcome.accepted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          glsa_abc        | error api_key: is a service account token (glsa_...), which cannot write telemetry; create an access policy token (glc_...) with the scopes metrics:write, logs:write, traces:write
          ''              | error api_key: is empty; create an access policy token (glc_...) with the scopes metrics:write, logs:write, traces:write
          glc_a b         | error api_key: has a space or a character that is not ASCII in it; paste it anew
          abcdef          | warning api_key: does not begin with glc_, as access policy tokens do
          777:glc_abc     | error instance_id: is 123456, but api_key is written for 777; which one is right?
          """)
  void saysWhatIsWrongWithAToken(String apiKey, String problem) {
    assertThat(ProblemList.of(config("", "prod-eu-west-2", "123456", apiKey)))
        .containsExactly(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''       | is empty; set the number shown as Instance ID at grafana.com: your stack, OpenTelemetry, Configure
          mystack  | "mystack" is not a number such as 123456; the token goes into api_key
          glc_abc  | "***" is not a number such as 123456; the token goes into api_key
          """)
  void saysWhatIsWrongWithAnId(String id, String problem) {
    assertThat(ProblemList.of(config("", "prod-eu-west-2", id, TOKEN)))
        .containsExactly("error instance_id: " + problem);
  }

  @Test
  void saysWhatIsWrongWithWhereItSends() {
    assertThat(ProblemList.of(config("", "", "1", TOKEN)))
        .containsExactly(
            "error endpoint: is missing; set it to https://otlp-gateway-<zone>.grafana.net/otlp,"
                + " or set zone");
    assertThat(
            ProblemList.of(
                config("otlp-gateway-prod-eu-west-2.grafana.net", "prod-us-east-0", "1", TOKEN)))
        .containsExactly("error zone: is another one than endpoint names; remove one of the two");
    assertThat(
            ProblemList.of(
                config("otlp-gateway-prod-eu-west-2.grafana.net", "prod-eu-west-2", "1", TOKEN)))
        .isEmpty();
    assertThat(ProblemList.of(config("http://proxy.example", "", "1", TOKEN)))
        .containsExactly(
            "warning endpoint: is http: the api_key goes over the network in the clear; use"
                + " https://");
    assertThat(ProblemList.of(config("", "http://x", "1", TOKEN)))
        .singleElement()
        .asString()
        .startsWith("error zone: \"http://x\" is not a zone");
  }

  @Test
  void warnsOfWhatGrafanaCloudDoesNotTake() {
    GrafanaCloudConfig usual = config("", "prod-eu-west-2", "1", TOKEN);
    GrafanaCloudConfig odd =
        new GrafanaCloudConfig(
            usual.endpoint(),
            usual.zone(),
            usual.instanceId(),
            usual.apiKey(),
            Compression.ZSTD,
            Duration.ofSeconds(-1),
            Map.of("authorization", new Secret("x")),
            usual.tls(),
            usual.sendingQueue(),
            usual.retryOnFailure());

    assertThat(ProblemList.of(odd))
        .containsExactlyInAnyOrder(
            "warning compression: Grafana Cloud is known to take gzip and none",
            "error timeout: is negative; use a time such as 30s, or 0 for no limit",
            "error headers.Authorization: is made of instance_id and api_key; remove it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          invalid authentication credentials | instance_id 123456 and api_key do not belong together, or one is mistyped
          invalid scope requested            | the token in api_key lacks the scope metrics:write; add it to its access policy
          legacy auth cannot be upgraded because the host is not found | api_key is not an access policy token (glc_...) of this zone, or endpoint or zone
          no credentials provided            | the Authorization header was lost on the way
          """)
  void saysWhichSettingIsWrong(String text, String cure) {
    Outcome outcome = on(Answer.unauthorized(text), Signal.METRICS);

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    Outcome.Refused refused = (Outcome.Refused) outcome;
    assertThat(refused.reason()).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(refused.message())
        .startsWith(
            "401 from "
                + backend.url()
                + "/v1/metrics: authentication error: "
                + text
                + "; "
                + cure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          otlp parse error: invalid temporality and type combination for metric "x" | cumulative metrics only
          entry for stream '{a="b"}' has timestamp too old: 2021-01-01              | older than Grafana Cloud takes
          entry too far behind, oldest acceptable timestamp is: 2026                | older than Grafana Cloud takes
          timestamp too new: 2030                                                   | is the sender's clock right?
          """)
  void explainsWhatIsInvalid(String text, String cure) {
    Outcome outcome = on(Answer.text(400, text), Signal.METRICS);

    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(((Outcome.Rejected) outcome).message()).contains(text).contains(cure);
  }

  @Test
  void knowsTheOtherAnswers() {
    assertThat(on(Answer.status(204), Signal.LOGS)).isEqualTo(Outcome.accepted());
    assertThat(on(Answer.partial(Signal.METRICS, 0, "out of order sample"), Signal.METRICS))
        .isEqualTo(new Outcome.Partial(0, "out of order sample"));
    assertThat(on(Answer.text(404, "404 page not found"), Signal.LOGS).toString())
        .contains("wrong path or zone in endpoint");
    assertThat(on(Answer.status(415), Signal.LOGS).toString())
        .contains("Grafana Cloud takes compression gzip or none");
    assertThat(
            on(Answer.text(429, "ingestion rate limit").header("Retry-After", "12"), Signal.LOGS))
        .isEqualTo(
            new Outcome.Refused(
                Reason.RATE_LIMITED,
                "429 from "
                    + backend.url()
                    + "/v1/logs: ingestion rate limit; a rate, stream or plan limit of the stack is"
                    + " reached; see the data source grafanacloud-usage",
                Duration.ofSeconds(12)));
  }

  @Test
  void showsTheTokenNowhere() {
    Outcome outcome = on(Answer.text(401, "unknown token " + TOKEN), Signal.LOGS);

    assertThat(outcome.toString()).contains("unknown token ***").doesNotContain(TOKEN);
    assertThat(config("", "z", "1", TOKEN).toString()).doesNotContain(TOKEN);
  }

  @Test
  void fillsRequestsAndSendsFewAtOnce() {
    DeliverySettings usual = factory.delivery(new GrafanaCloudConfig());
    assertThat(usual.probeInterval()).isEqualTo(Duration.ofSeconds(60));
    assertThat(usual.queue().numConsumers()).isEqualTo(3);
    assertThat(usual.queue().batch()).isEqualTo(GrafanaCloudConfig.BATCH);
    assertThat(GrafanaCloudConfig.BATCH.maxSize()).isLessThanOrEqualTo(3000);
    assertThat(ProblemList.of(usual.queue())).isEmpty();
    assertThat(ProblemList.of(GrafanaCloudConfig.BATCH)).isEmpty();

    GrafanaCloudConfig own =
        new GrafanaCloudConfig(
            "",
            "z",
            "1",
            new Secret(TOKEN),
            Compression.GZIP,
            Duration.ofSeconds(30),
            Map.of(),
            new ClientTlsConfig(),
            new QueueConfig(),
            usual.retry());
    assertThat(factory.delivery(own).queue().batch()).isEqualTo(GrafanaCloudConfig.BATCH);
    assertThat(List.copyOf(factory.signals(own))).hasSize(3);
  }
}
