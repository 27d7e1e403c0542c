package dev.otelgw.services.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.discord.Button;
import dev.otelgw.services.discord.Embed;
import dev.otelgw.services.discord.MessageBody;
import dev.otelgw.services.games.Game;
import dev.otelgw.services.games.GameStatus;
import dev.otelgw.services.games.Participant;
import dev.otelgw.services.games.Roster;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CardTest {

  private static String field(MessageBody body, String name) {
    return body.embeds().getFirst().fields().stream()
        .filter(field -> field.name().equals(name))
        .map(Embed.Field::value)
        .findFirst()
        .orElse("(none)");
  }

  private static Roster seated(List<Participant> players) {
    return Roster.of(players, Games.plan().maxPlayers());
  }

  @Test
  void showsThePlanAndWhoPlays() {
    MessageBody card = Card.of(Games.game(), seated(Games.players("1", "2", "3")));

    assertThat(card.embeds().getFirst().title()).isEqualTo("Chess");
    assertThat(card.embeds().getFirst().description()).hasSize(100).endsWith("…");
    assertThat(field(card, "When")).isEqualTo("<t:1796155200:F> (<t:1796155200:R>)");
    assertThat(field(card, "Where")).isEqualTo("Town hall");
    assertThat(field(card, "Players")).isEqualTo("2/2");
    assertThat(field(card, "Host")).isEqualTo("<@9>");
    assertThat(field(card, "Duration")).isEqualTo("1 h 30 min");
    assertThat(field(card, "Participants")).isEqualTo("1. <@1>\n2. <@2>");
    assertThat(field(card, "Waitlist")).isEqualTo("1. <@3>");
    assertThat(field(card, "Instructions")).isEqualTo("Bring a board");
    assertThat(card.embeds().getFirst().footer()).isEqualTo("Status: scheduled");
  }

  @Test
  void mentionsRolesOfWhichOnlyRealOnesWakeAnybody() {
    MessageBody card = Card.of(Games.game(), seated(List.of()));

    assertThat(card.content()).isEqualTo("<@&30> @everyone");
    assertThat(card.mentionedRoles()).containsExactly("30");
  }

  @Test
  void leavesOutWhatThereIsNot() {
    Game.Plan bare =
        new Game.Plan(
            "Chess", null, " ", Games.START, null, 2, 30, List.of(), Game.SignupMethod.SELF_SIGNUP);

    MessageBody card = Card.of(Games.game(GameStatus.SCHEDULED, bare), seated(List.of()));

    assertThat(card.embeds().getFirst().fields())
        .extracting(Embed.Field::name)
        .containsExactly("When", "Players", "Host", "Duration", "Participants");
    assertThat(field(card, "Participants")).isEqualTo("Nobody yet");
  }

  @Test
  void aLongListEndsWithTheRestsNumber() {
    Participant named =
        new Participant(
            UUID.randomUUID(), null, null, "Guest", Participant.BY_HOST, 1, Games.START);
    List<Participant> many = Stream.generate(() -> named).limit(40).toList();

    MessageBody card = Card.of(Games.game(), new Roster(many, many));

    assertThat(field(card, "Participants")).contains("15. Guest\nand 25 more");
    assertThat(field(card, "Waitlist")).contains("10. Guest\nand 30 more");
  }

  @Test
  void buttonsAreOffOnceItHasBegun() {
    for (GameStatus status : GameStatus.values()) {
      MessageBody card = Card.of(Games.game(status, Games.plan()), seated(List.of()));

      assertThat(card.buttons())
          .extracting(Button::disabled)
          .containsOnly(status != GameStatus.SCHEDULED);
    }
  }

  @Test
  void nobodyJoinsWhereTheHostChooses() {
    Game.Plan plan =
        new Game.Plan(
            "Chess",
            null,
            null,
            Games.START,
            null,
            2,
            30,
            List.of(),
            Game.SignupMethod.HOST_SELECTED);

    MessageBody card = Card.of(Games.game(GameStatus.SCHEDULED, plan), seated(List.of()));

    assertThat(card.buttons()).extracting(Button::disabled).containsExactly(true, false);
  }

  @Test
  void aButtonLeadsBackToItsGame() {
    for (Button button : Card.of(Games.game(), seated(List.of())).buttons()) {
      assertThat(Card.gameOf(button.customId())).isEqualTo(Games.ID);
    }
    assertThat(Card.gameOf("join_game_x")).isNull();
    assertThat(Card.gameOf("other_" + Games.ID)).isNull();
  }
}
