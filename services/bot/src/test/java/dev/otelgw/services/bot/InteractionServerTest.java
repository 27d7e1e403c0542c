package dev.otelgw.services.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.services.discord.DiscordRest;
import dev.otelgw.services.discord.RequestVerifier;
import dev.otelgw.services.standin.DiscordStandIn;
import dev.otelgw.services.standin.Fault;
import dev.otelgw.services.standin.Interactions;
import dev.otelgw.services.standin.Interactions.Flaw;
import dev.otelgw.services.standin.Interactions.Sent;
import dev.otelgw.services.standin.World;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InteractionServerTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Interactions.Place PLACE = new Interactions.Place("10", "20", "1");

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final List<Interaction> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch slowly = new CountDownLatch(1);

  private DiscordStandIn standIn;
  private DiscordRest rest;
  private InteractionWork work;
  private InteractionServer server;
  private Interactions discord;

  @BeforeEach
  void start() throws IOException {
    standIn = DiscordStandIn.start(0);
    standIn
        .world()
        .user("1", "ada")
        .guild("10", "Guild")
        .channel("10", "20", "games")
        .member("10", "1", World.MANAGE_GUILD, "30");
    rest = new DiscordRest(standIn.apiUrl(), "token");
    Answers answers = new Answers(rest, standIn.applicationId());
    work = new InteractionWork(seen::add, this::command, this::button, answers);
    server =
        InteractionServer.start(
            new BotSettings.Listen("127.0.0.1", 0),
            new RequestVerifier(standIn.publicKey(), InstantSource.system()),
            work);
    discord =
        standIn.interactions(URI.create("http://127.0.0.1:" + server.port() + "/interactions"));
  }

  @AfterEach
  void stop() {
    slowly.countDown();
    server.close();
    work.close();
    rest.close();
    standIn.close();
  }

  private void command(Interaction interaction, Answers answers) {
    done.add(interaction);
    switch (interaction.name()) {
      case "slow" -> await();
      case "broken" -> throw new IllegalStateException("broken");
      default -> answers.say(interaction, "command " + interaction.name());
    }
  }

  private void button(Interaction interaction, Answers answers) {
    done.add(interaction);
    answers.say(interaction, "button " + interaction.name());
  }

  private void await() {
    try {
      slowly.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void answersAPing() {
    assertThat(discord.ping().answerType()).isEqualTo(1);
  }

  @Test
  void refusesWhatDiscordDidNotSignNow() {
    for (Flaw flaw : List.of(Flaw.UNSIGNED, Flaw.BAD_SIGNATURE, Flaw.STALE)) {
      assertThat(discord.flawed(flaw).ping().status()).as(flaw.name()).isEqualTo(401);
    }
    assertThat(discord.flawed(Flaw.OVERSIZED).ping().status()).isEqualTo(413);
    assertThat(done).isEmpty();
  }

  @Test
  void aCommandIsDeferredAndThenAnsweredToTheUserAlone() {
    Sent sent = discord.command(PLACE, "list-games", Map.of("channel", "77", "show_all", true));

    assertThat(sent.answer().toString()).isEqualTo("{\"type\":5,\"data\":{\"flags\":64}}");
    assertThat(standIn.awaitAnswer(sent.token(), SOON).path("content").asText())
        .isEqualTo("command list-games");
    Interaction interaction = done.getFirst();
    assertThat(interaction.guildId()).isEqualTo("10");
    assertThat(interaction.channelId()).isEqualTo("20");
    assertThat(interaction.userId()).isEqualTo("1");
    assertThat(interaction.roleIds()).containsExactly("30");
    assertThat(interaction.option("channel").orElseThrow().asText()).isEqualTo("77");
    assertThat(interaction.option("show_all").orElseThrow().asBoolean()).isTrue();
    assertThat(interaction.option("other")).isEmpty();
  }

  @Test
  void aButtonLeavesTheCardAloneAndAnswersBesideIt() {
    Sent sent = discord.button(PLACE, "5", "join_game_1");

    assertThat(sent.answer().toString()).isEqualTo("{\"type\":6}");
    assertThat(standIn.awaitFollowUps(sent.token(), 1, SOON))
        .singleElement()
        .satisfies(answer -> {
          assertThat(answer.path("content").asText()).isEqualTo("button join_game_1");
          assertThat(answer.path("flags").asInt()).isEqualTo(64);
        });
    assertThat(standIn.answer(sent.token())).isEmpty();
  }

  @Test
  void theFirstAnswerDoesNotWaitForTheWork() {
    Sent sent = discord.command(PLACE, "slow", Map.of());

    assertThat(sent.answerType()).isEqualTo(5);
    assertThat(standIn.answer(sent.token())).isEmpty();
  }

  @Test
  void theSameInteractionTwiceIsDoneOnce() {
    Sent sent = discord.command(PLACE, "x", Map.of());
    standIn.awaitAnswer(sent.token(), SOON);

    Sent again = discord.replay(sent);
    server.close();
    work.close();

    assertThat(again.answerType()).isEqualTo(5);
    assertThat(done).hasSize(1);
  }

  @Test
  void tooManyAtOnceAreToldSo() {
    for (int i = 0; i < 200; i++) {
      assertThat(discord.command(PLACE, "slow", Map.of()).answerType()).isEqualTo(5);
    }

    assertThat(discord.command(PLACE, "slow", Map.of()).answerType()).isEqualTo(4);
  }

  @Test
  void whatFailsIsApologizedFor() {
    Sent sent = discord.command(PLACE, "broken", Map.of());

    assertThat(standIn.awaitAnswer(sent.token(), SOON).path("content").asText())
        .isEqualTo("That did not work, please try again in a minute.");
  }

  @Test
  void anAnswerThatOvertakesTheFirstOneIsGivenAgain() {
    standIn.order(Fault.status(404).on("PATCH", "/webhooks/*").times(2));

    Sent sent = discord.command(PLACE, "x", Map.of());

    assertThat(standIn.awaitAnswer(sent.token(), SOON).path("content").asText())
        .isEqualTo("command x");
  }
}
