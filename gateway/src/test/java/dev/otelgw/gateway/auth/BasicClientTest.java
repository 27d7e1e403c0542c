package dev.otelgw.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.otelgw.gateway.auth.BasicAuthConfig.ClientConfig;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.RecordingLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasicClientTest {

  private static final ComponentId ID = new ComponentId(Kind.EXTENSION, "basicauth", "backend");

  @TempDir Path folder;
  private final RecordingLogger log = new RecordingLogger();

  private BasicClient client(String user, String password, String userFile, String passwordFile) {
    return new BasicClient(
        new ClientConfig(user, new Secret(password), userFile, passwordFile), ID, log);
  }

  @Test
  void sendsUserAndPassword() {
    try (BasicClient client = client("alice", "wönderland", "", "")) {
      client.start();
      assertThat(client.headers(Map.of()))
          .isEqualTo(Map.of("Authorization", new Secret(Heads.basicValue("alice", "wönderland"))));
    }
  }

  @Test
  void filesWinAndAreFollowed() throws IOException {
    Path user = folder.resolve("user");
    Path password = folder.resolve("password");
    Files.writeString(user, "alice\n");
    Files.writeString(password, "one\n");
    try (BasicClient client = client("x", "y", user.toString(), password.toString())) {
      client.start();
      assertThat(client.headers(Map.of()))
          .containsEntry("Authorization", new Secret(Heads.basicValue("alice", "one")));
      Files.writeString(password, "two\n");
      client.files().look();
      client.files().look();
      assertThat(client.headers(Map.of()))
          .containsEntry("Authorization", new Secret(Heads.basicValue("alice", "two")));
      Files.writeString(user, "a:b");
      client.files().look();
      client.files().look();
      client.files().look();
      assertThat(client.headers(Map.of()))
          .containsEntry("Authorization", new Secret(Heads.basicValue("alice", "two")));
    }
    assertThat(log.taken())
        .hasSize(2)
        .last()
        .isEqualTo(
            "WARN extension basicauth/backend: client_auth.username_file "
                + user
                + ": has a colon, which would end the name (RFC 7617); what was read before stays"
                + " in use");
  }

  @Test
  void anEmptyPasswordFileStopsTheStart() throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, "\n");
    try (BasicClient client = client("alice", "", "", password.toString())) {
      assertThatExceptionOfType(StartException.class)
          .isThrownBy(client::start)
          .withMessage(
              "extension basicauth/backend: client_auth.password_file " + password + ": is empty");
    }
  }
}
