package dev.otelgw.services.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.settings.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiSettingsTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "DATABASE_URL", "postgresql://u:p@db/game_scheduler",
          "REDIS_URL", "redis://cache",
          "RABBITMQ_URL", "amqp://broker",
          "DISCORD_BOT_TOKEN", "bot",
          "DISCORD_CLIENT_ID", "1",
          "DISCORD_CLIENT_SECRET", "secret",
          "DISCORD_REDIRECT_URI", "https://games.example/api/v1/auth/callback",
          "SESSION_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

  @Test
  void hasDefaultsForTheRest() {
    ApiSettings settings = Settings.read(LEAST, ApiSettings::from);
    assertThat(settings.http()).isEqualTo(new ApiSettings.Listen("127.0.0.1", 8000));
    assertThat(settings.health().port()).isEqualTo(8080);
    assertThat(settings.discord().api()).isEqualTo(URI.create("https://discord.com/api/v10"));
    assertThat(settings.discord().secure()).isTrue();
    assertThat(settings.sessionKey().getEncoded()).hasSize(32);
    assertThat(settings.toString()).doesNotContain("secret", "bot,");
  }

  @Test
  void readsAllOfThem() {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("HTTP_HOST", "0.0.0.0");
    environment.put("HTTP_PORT", "0");
    environment.put("DISCORD_API_URL", "http://127.0.0.1:1/api/v10");
    environment.put("DISCORD_REDIRECT_URI", "http://127.0.0.1:2/back");
    ApiSettings settings = Settings.read(environment, ApiSettings::from);
    assertThat(settings.http()).isEqualTo(new ApiSettings.Listen("0.0.0.0", 0));
    assertThat(settings.discord().api().getPort()).isEqualTo(1);
    assertThat(settings.discord().secure()).isFalse();
  }

  @Test
  void namesAllThatIsMissingOrWrong() {
    assertThatThrownBy(() ->
            Settings.read(Map.of("SESSION_KEY", "short", "HTTP_PORT", "x"), ApiSettings::from))
        .hasMessageContainingAll(
            "DATABASE_URL is not set",
            "REDIS_URL is not set",
            "RABBITMQ_URL is not set",
            "DISCORD_BOT_TOKEN is not set",
            "DISCORD_CLIENT_ID is not set",
            "DISCORD_CLIENT_SECRET is not set",
            "DISCORD_REDIRECT_URI is not set",
            "HTTP_PORT is \"x\"",
            "SESSION_KEY must be 32 bytes in base64");
  }
}
