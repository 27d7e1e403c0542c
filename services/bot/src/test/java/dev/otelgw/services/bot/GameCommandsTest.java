package dev.otelgw.services.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.discord.DiscordRest;
import dev.otelgw.services.discord.Embed;
import dev.otelgw.services.standin.DiscordStandIn;
import dev.otelgw.services.standin.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GameCommandsTest {

  @Test
  void listsGamesWithTimeChannelAndPlayers() {
    Embed embed = GameCommands.embed("Games", List.of(Games.game()), Map.of(Games.ID, 3));

    assertThat(embed.fields())
        .containsExactly(
            new Embed.Field(
                "Chess", "<t:1796155200:F> (<t:1796155200:R>) in <#20>, 3/2 players", false));
    assertThat(embed.footer()).isNull();
  }

  @Test
  void saysThatThereIsNoneAndThatThereAreMore() {
    assertThat(GameCommands.embed("Games", List.of(), Map.of()).description())
        .isEqualTo("None is planned.");

    Embed many = GameCommands.embed("Games", Collections.nCopies(11, Games.game()), Map.of());
    assertThat(many.fields()).hasSize(10);
    assertThat(many.footer()).isEqualTo("The next 10; there are more.");
  }

  @Test
  void commandsAreRegisteredAsSoonAsDiscordTakesThem() throws IOException {
    try (DiscordStandIn discord = DiscordStandIn.start(0);
        DiscordRest rest = new DiscordRest(discord.apiUrl(), "token")) {
      discord.order(Fault.status(503).times(3));
      try (CommandRegistration _ = CommandRegistration.start(rest, "5")) {
        discord.await("two commands", Duration.ofSeconds(10), () -> discord.commands().size() == 2);
      }
      assertThat(discord.commands())
          .extracting(command -> command.path("name").asText())
          .containsExactly("list-games", "my-games");
    }
  }
}
