package dev.otelgw.services.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.standin.DiscordStandIn;
import dev.otelgw.services.standin.Fault;
import dev.otelgw.services.standin.RecordedRequest;
import dev.otelgw.services.standin.World;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscordRestTest {

  /** How long the client slept, in ms; it does sleep, for the stand-in's windows are real. */
  private final List<Long> slept = new ArrayList<>();

  private DiscordStandIn discord;
  private DiscordRest rest;

  @BeforeEach
  void start() throws IOException {
    discord = DiscordStandIn.start(0);
    discord
        .world()
        .user("1", "ada")
        .guild("10", "Guild")
        .channel("10", "20", "games")
        .role("10", "30", "player")
        .member("10", "1", World.MANAGE_GUILD, "30");
    rest = rest(discord.apiUrl());
  }

  @AfterEach
  void stop() {
    rest.close();
    discord.close();
  }

  private DiscordRest rest(URI url) {
    Pace pace =
        new Pace(
            System::nanoTime,
            nanos -> {
              slept.add(TimeUnit.NANOSECONDS.toMillis(nanos));
              TimeUnit.NANOSECONDS.sleep(nanos);
            });
    return new DiscordRest(new RestClient(url, pace), "the-token");
  }

  private List<Integer> statuses() {
    return discord.requests().stream().map(RecordedRequest::status).toList();
  }

  @Test
  void postsReadsAndEditsAMessage() {
    Embed card =
        new Embed(
            "Chess", "A game", 0x00ff00, List.of(new Embed.Field("When", "now", true)), "foot");
    Button join = new Button("join_game_1", "Join", Button.Style.SUCCESS, false);
    MessageBody body =
        new MessageBody("<@&30>", List.of(card), List.of(join), List.of("30"), false);

    Message message = rest.createMessage("20", body, "nonce-1");
    rest.editMessage("20", message.id(), MessageBody.text("changed"));

    assertThat(rest.message("20", message.id())).isEqualTo(message);
    assertThat(discord.messages("20")).singleElement().extracting("content").isEqualTo("changed");
    String sent = discord.requests().getFirst().body();
    assertThat(sent)
        .contains("\"enforce_nonce\":true", "\"parse\":[],\"roles\":[\"30\"]", "join_game_1");
    assertThat(discord.messages("20").getFirst().json().path("components")).isEmpty();
  }

  @Test
  void theSameNonceMakesOneMessage() {
    assertThat(rest.createMessage("20", MessageBody.text("a"), "n"))
        .isEqualTo(rest.createMessage("20", MessageBody.text("a"), "n"));
    assertThat(discord.messages("20")).hasSize(1);
  }

  @Test
  void waitsBeforeItSendsWhenAWindowIsFull() {
    discord.limit("POST /channels/{channel}/messages", 2, Duration.ofMillis(300));

    for (int i = 0; i < 5; i++) {
      rest.createMessage("20", MessageBody.text("m" + i), "n" + i);
    }

    assertThat(statuses()).containsOnly(200);
    assertThat(slept).isNotEmpty();
    assertThat(discord.messages("20")).hasSize(5);
  }

  @Test
  void waitsAsLongAsA429Says() {
    discord.order(Fault.rateLimited(Duration.ofMillis(250)));

    rest.createMessage("20", MessageBody.text("m"), "n");

    assertThat(statuses()).containsExactly(429, 200);
    assertThat(slept).containsExactly(250L);
  }

  @Test
  void doesNotWaitForEver() {
    discord.order(Fault.rateLimited(Duration.ofMinutes(5)));

    assertThatThrownBy(() -> rest.createMessage("20", MessageBody.text("m"), "n"))
        .isInstanceOfSatisfying(
            DiscordException.Unavailable.class,
            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMinutes(5)))
        .hasMessageContaining("POST /channels/{channel}/messages");
    assertThat(slept).isEmpty();
  }

  @Test
  void triesAgainAfterAServersErrorAndGivesUpSoon() {
    discord.order(Fault.status(502).times(2));
    rest.createMessage("20", MessageBody.text("m"), "n");
    assertThat(statuses()).containsExactly(502, 502, 200);

    discord.order(Fault.status(500).times(10));
    assertThatThrownBy(() -> rest.createMessage("20", MessageBody.text("m"), "n2"))
        .isInstanceOf(DiscordException.Unavailable.class);
    assertThat(discord.requests()).hasSize(6);
  }

  @Test
  void closedDirectMessagesAreAFailureOfTheirOwn() {
    discord.order(Fault.messagesClosed("1"));
    String channel = rest.openDirectMessages("1");

    assertThatThrownBy(() -> rest.createMessage(channel, MessageBody.text("m"), "n"))
        .isInstanceOf(DiscordException.DirectMessagesClosed.class)
        .hasMessage(
            "Discord POST /channels/{channel}/messages: 403 (code 50007): Cannot send messages to this user");
  }

  @Test
  void failuresHaveTheirKinds() {
    assertThatThrownBy(() -> rest.createMessage("404", MessageBody.text("m"), "n"))
        .isInstanceOf(DiscordException.NotFound.class);
    assertThatThrownBy(() -> rest.createMessage("20", MessageBody.text(""), "n"))
        .isInstanceOf(DiscordException.Refused.class);
    discord.order(Fault.status(403));
    assertThatThrownBy(() -> rest.guildRoles("10")).isInstanceOf(DiscordException.Forbidden.class);
    discord.order(Fault.status(401));
    assertThatThrownBy(() -> rest.guildRoles("10"))
        .isInstanceOf(DiscordException.Unauthorized.class)
        .hasMessageEndingWith("correct DISCORD_BOT_TOKEN")
        .hasMessageNotContaining("the-token");
  }

  @Test
  void nobodyThereIsAFailureThatPasses() throws IOException {
    URI gone = discord.apiUrl();
    discord.close();
    try (DiscordRest other = rest(gone)) {
      assertThatThrownBy(() -> other.guildRoles("10"))
          .isInstanceOfSatisfying(DiscordException.class, e -> assertThat(e.retryable()).isTrue())
          .hasMessageContaining("3 attempts");
    }
  }

  @Test
  void readsGuilds() {
    assertThat(rest.guildChannels("10")).containsExactly(new Channel("20", "games", 0));
    assertThat(rest.guildRoles("10")).extracting(Role::name).containsExactly("@everyone", "player");
    Member ada = rest.guildMember("10", "1");
    assertThat(ada.roleIds()).containsExactly("30");
    assertThat(ada.displayName()).isEqualTo("ada");
    assertThat(rest.searchMembers("10", "a&b/", 5)).isEmpty();
    assertThat(rest.searchMembers("10", "AD", 5)).containsExactly(ada);
    assertThatThrownBy(() -> rest.guildMember("10", "2"))
        .isInstanceOf(DiscordException.NotFound.class);
  }

  @Test
  void registersCommands() {
    Command.Option channel = new Command.Option("channel", "Where", Command.Kind.CHANNEL);
    rest.registerCommands("5", List.of(new Command("list-games", "Games", List.of(channel))));

    assertThat(discord.commands())
        .singleElement()
        .satisfies(command -> {
          assertThat(command.path("name").asText()).isEqualTo("list-games");
          assertThat(command.path("options").get(0).path("type").asInt()).isEqualTo(7);
        });
  }
}
