package dev.otelgw.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.otelgw.gateway.auth.HeadersSetterConfig.Action;
import dev.otelgw.gateway.auth.HeadersSetterConfig.HeaderConfig;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.CheckedConfig;
import dev.otelgw.pipeline.testing.RecordingLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadersSetterTest {

  private static final Caller ALICE =
      new Caller(
          "192.0.2.1",
          Map.of("x-scope-orgid", List.of("team-a"), "via", List.of("one", "two")),
          Map.of("subject", "alice"));

  private static final Map<String, Secret> CONFIGURED =
      Map.of("X-Scope-OrgID", new Secret("usual"), "X-Other", new Secret("kept"));

  @TempDir Path folder;
  private final RecordingLogger log = new RecordingLogger();
  private @Nullable Reference<ClientAuthenticator> additional;

  private HeadersSetter setter(HeaderConfig... steps) {
    Extensions extensions =
        new Extensions() {
          @Override
          public <T> T get(Reference<T> reference) {
            ClientAuthenticator token =
                configured ->
                    ClientAuthenticator.over(
                        configured, Map.of("Authorization", new Secret("Bearer abc")));
            return reference.offered().cast(token);
          }
        };
    Context context =
        new Context(
            new ComponentId(Kind.EXTENSION, "headers_setter", ""),
            Observer.NONE,
            Clock.SYSTEM,
            new Memory(1),
            "otelgw/test",
            extensions);
    HeadersSetterConfig config = new HeadersSetterConfig(List.of(steps), additional);
    return new HeadersSetter(config, context, log);
  }

  private static HeaderConfig value(Action action, String key, String value) {
    return new HeaderConfig(action, key, new Secret(value), null, null, null, null);
  }

  private static HeaderConfig context(
      Action action, String key, String header, @Nullable String otherwise) {
    return new HeaderConfig(
        action, key, null, null, header, null, otherwise == null ? null : new Secret(otherwise));
  }

  /** What is sent in a caller's name. */
  private Map<String, String> sent(Caller caller, HeaderConfig... steps) {
    try (HeadersSetter setter = setter(steps)) {
      setter.start();
      return revealed(caller.call(() -> setter.headers(CONFIGURED)));
    }
  }

  private static Map<String, String> revealed(Map<String, Secret> headers) {
    Map<String, String> revealed = new TreeMap<>();
    headers.forEach((name, value) -> revealed.put(name, value.reveal()));
    return revealed;
  }

  @Test
  void insertAddsWhatTheExporterDoesNotSend() {
    assertThat(
            sent(
                ALICE,
                value(Action.INSERT, "x-scope-orgid", "other"),
                value(Action.INSERT, "X-New", "new")))
        .isEqualTo(Map.of("X-Scope-OrgID", "usual", "X-Other", "kept", "X-New", "new"));
  }

  @Test
  void updateChangesWhatTheExporterSends() {
    assertThat(
            sent(
                ALICE,
                value(Action.UPDATE, "x-scope-orgid", "other"),
                value(Action.UPDATE, "X-New", "new")))
        .isEqualTo(Map.of("x-scope-orgid", "other", "X-Other", "kept"));
  }

  @Test
  void upsertDoesBothAndDeleteTakesAway() {
    assertThat(
            sent(
                ALICE,
                value(Action.UPSERT, "X-Scope-OrgID", "other"),
                value(Action.UPSERT, "X-New", "new"),
                new HeaderConfig(Action.DELETE, "x-other", null, null, null, null, null)))
        .isEqualTo(Map.of("X-Scope-OrgID", "other", "X-New", "new"));
  }

  @Test
  void takesAHeaderOfTheRequest() {
    HeaderConfig step = context(Action.UPSERT, "X-Scope-OrgID", "X-Scope-OrgId", null);
    assertThat(sent(ALICE, step)).containsEntry("X-Scope-OrgID", "team-a");
    assertThat(sent(ALICE, context(Action.UPSERT, "Via", "via", null)))
        .containsEntry("Via", "one, two");
  }

  @Test
  void takesWhatAuthenticationFoundOut() {
    HeaderConfig step =
        new HeaderConfig(
            Action.UPSERT, "X-User", null, null, null, "subject", new Secret("nobody"));
    assertThat(sent(ALICE, step)).containsEntry("X-User", "alice");
    assertThat(sent(Caller.NOBODY, step)).containsEntry("X-User", "nobody");
  }

  @Test
  void withoutAValueTheHeaderIsNotSentAndNobodyIsSaidOnce() {
    HeaderConfig step = context(Action.UPSERT, "X-Scope-OrgID", "tenant", null);
    assertThat(sent(ALICE, step)).doesNotContainKey("X-Scope-OrgID");
    assertThat(log.taken()).isEmpty();
    try (HeadersSetter setter = setter(step)) {
      assertThat(setter.headers(CONFIGURED)).doesNotContainKey("X-Scope-OrgID");
      assertThat(setter.headers(CONFIGURED)).doesNotContainKey("X-Scope-OrgID");
    }
    assertThat(log.taken())
        .containsExactly(
            "WARN extension headers_setter: a request is sent without X-Scope-OrgID: nothing is"
                + " known of the requests whose data it has; set include_metadata in the receiver,"
                + " and name tenant under metadata_keys where requests are joined (not said"
                + " again)");
  }

  @Test
  void aDefaultStandsInForWhatIsNotThere() {
    HeaderConfig step = context(Action.UPSERT, "X-Scope-OrgID", "tenant", "anonymous");
    assertThat(sent(ALICE, step)).containsEntry("X-Scope-OrgID", "anonymous");
    assertThat(sent(Caller.NOBODY, step)).containsEntry("X-Scope-OrgID", "anonymous");
    assertThat(log.taken()).isEmpty();
  }

  @Test
  void aFileIsFollowed() throws IOException {
    Path file = folder.resolve("key");
    Files.writeString(file, "one\n");
    HeaderConfig step =
        new HeaderConfig(Action.UPSERT, "X-Key", null, file.toString(), null, null, null);
    try (HeadersSetter setter = setter(step)) {
      setter.start();
      assertThat(setter.headers(Map.of())).containsEntry("X-Key", new Secret("one"));
      Files.writeString(file, "two\n");
      Await.until(
          "the new value", () -> new Secret("two").equals(setter.headers(Map.of()).get("X-Key")));
    }
    Files.writeString(file, "\n");
    try (HeadersSetter setter = setter(step)) {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(setter::start)
          .withMessage(
              "extension headers_setter: headers[0].value_file: is empty, or has a line break or a"
                  + " character that is not ASCII");
    }
  }

  @Test
  void anotherExtensionComesFirst() {
    additional = new Reference<>("bearertokenauth", ClientAuthenticator.class);
    assertThat(sent(ALICE, value(Action.UPSERT, "X-New", "new")))
        .containsEntry("Authorization", "Bearer abc")
        .containsEntry("X-New", "new");
    assertThat(sent(ALICE, value(Action.UPDATE, "authorization", "mine")))
        .containsEntry("authorization", "mine")
        .doesNotContainKey("Authorization");
  }

  @Test
  void saysWhatIsWrongWithAStep() {
    assertThat(CheckedConfig.problems(new HeadersSetterConfig()))
        .containsExactly("headers: is empty; write at least one, such as key: X-Scope-OrgID");
    assertThat(CheckedConfig.problems(new HeaderConfig()))
        .containsExactly(
            "key: is missing; write the name of a header",
            "value: is missing; set value, value_file, from_context or from_attribute");
    assertThat(
            CheckedConfig.problems(
                new HeaderConfig(
                    Action.INSERT, "a b", new Secret("x\n"), null, "c", "raw", new Secret("ö"))))
        .containsExactly(
            "key: \"a b\" is not a header name; use letters, digits and hyphens",
            "value: is one of several; keep one of value, value_file, from_context, from_attribute",
            "from_attribute: \"raw\" holds the password and is not kept here; from_context:"
                + " authorization has the whole header",
            "value: has a space at an end, a line break or a character that is not ASCII",
            "default_value: has a space at an end, a line break or a character that is not ASCII");
    assertThat(
            CheckedConfig.problems(
                new HeaderConfig(Action.DELETE, "a", new Secret("x"), null, null, null, null)))
        .containsExactly("warning action: delete uses no value; remove it");
  }
}
