package dev.otelgw.services.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.health.HealthServer;
import dev.otelgw.services.settings.Settings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BotSettingsTest {

  private static Map<String, String> least() {
    return new HashMap<>(
        Map.of(
            "DATABASE_URL", "postgresql://u:p@db:5432/games",
            "REDIS_URL", "redis://cache:6379",
            "RABBITMQ_URL", "amqp://u:p@broker:5672",
            "DISCORD_BOT_TOKEN", "token",
            "DISCORD_APPLICATION_ID", "5",
            "DISCORD_PUBLIC_KEY", "ab".repeat(32)));
  }

  @Test
  void hasDefaultsForTheRest() {
    BotSettings settings = Settings.read(least(), BotSettings::from);

    assertThat(settings.http()).isEqualTo(new BotSettings.Listen("127.0.0.1", 8001));
    assertThat(settings.health()).isEqualTo(new HealthServer.Options("127.0.0.1", 8080));
    assertThat(settings.discord().api()).isEqualTo(URI.create("https://discord.com/api/v10"));
    assertThat(settings.database().poolSize()).isEqualTo(10);
  }

  @Test
  void takesWhatItIsTold() {
    Map<String, String> environment = least();
    environment.put("HTTP_HOST", "0.0.0.0");
    environment.put("HTTP_PORT", "1");
    environment.put("HEALTH_HOST", "::1");
    environment.put("HEALTH_PORT", "0");
    environment.put("DISCORD_API_URL", "http://127.0.0.1:9/api/v10");

    BotSettings settings = Settings.read(environment, BotSettings::from);

    assertThat(settings.http()).isEqualTo(new BotSettings.Listen("0.0.0.0", 1));
    assertThat(settings.health()).isEqualTo(new HealthServer.Options("::1", 0));
    assertThat(settings.discord().api()).isEqualTo(URI.create("http://127.0.0.1:9/api/v10"));
    assertThat(settings.discord().token().value()).isEqualTo("token");
    assertThat(settings.discord().applicationId()).isEqualTo("5");
    assertThat(settings.toString()).doesNotContain("token=token");
  }

  @Test
  void namesEverythingThatIsWrong() {
    Map<String, String> environment = least();
    environment.remove("DISCORD_BOT_TOKEN");
    environment.put("DISCORD_PUBLIC_KEY", "abc");
    environment.put("DISCORD_API_URL", "discord");

    assertThatThrownBy(() -> Settings.read(environment, BotSettings::from))
        .hasMessageContaining("DISCORD_BOT_TOKEN is not set")
        .hasMessageContaining("DISCORD_PUBLIC_KEY must be 64 hexadecimal digits, has 3 characters")
        .hasMessageContaining("DISCORD_API_URL is \"discord\", must be a URL");
  }
}
