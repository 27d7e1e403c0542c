package dev.otelgw.services.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.discord.DiscordException;
import dev.otelgw.services.discord.DiscordRest;
import dev.otelgw.services.standin.DiscordStandIn;
import dev.otelgw.services.standin.Fault;
import dev.otelgw.services.standin.SentMessage;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectMessagesTest {

  private final UUID event = UUID.randomUUID();
  private final Written written = new Written();

  private DiscordStandIn discord;
  private DiscordRest rest;
  private DirectMessages messages;

  /** What a database would keep; it can be away. */
  private static final class Written implements DirectMessages.Ledger {

    private final Set<String> rows = new HashSet<>();
    private boolean away;

    @Override
    public boolean has(UUID event, String userId) {
      return rows.contains(event + userId);
    }

    @Override
    public void add(UUID event, String userId) {
      if (away) {
        throw new IllegalStateException("away");
      }
      rows.add(event + userId);
    }
  }

  @BeforeEach
  void start() throws IOException {
    discord = DiscordStandIn.start(0);
    discord.world().user("1", "ada").user("2", "bob").user("3", "cy");
    rest = new DiscordRest(discord.apiUrl(), "token");
    messages = new DirectMessages(rest, written);
  }

  @AfterEach
  void stop() {
    rest.close();
    discord.close();
  }

  private static Map<String, String> texts(String... users) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String user : users) {
      texts.put(user, "for " + user);
    }
    return texts;
  }

  private int count(String user) {
    return discord.directMessages(user).size();
  }

  @Test
  void eachGetsHisOwnOnce() {
    messages.send(event, texts("1", "2"));
    messages.send(event, texts("1", "2"));

    assertThat(discord.directMessages("1"))
        .extracting(SentMessage::content)
        .containsExactly("for 1");
    assertThat(count("2")).isEqualTo(1);
  }

  @Test
  void whoTakesNoneIsDoneWithAndKeepsNobodyElseWaiting() {
    discord.order(Fault.messagesClosed("1"));

    messages.send(event, texts("1", "2"));
    int requests = discord.requests().size();
    messages.send(event, texts("1", "2"));

    assertThat(count("1")).isZero();
    assertThat(count("2")).isEqualTo(1);
    assertThat(discord.requests()).hasSize(requests);
  }

  @Test
  void whatFailedIsThrownAfterTheOthersAndOnlyThatIsTriedAgain() {
    discord.order(Fault.status(500).forUser("2").times(3));

    assertThatThrownBy(() -> messages.send(event, texts("1", "2", "3")))
        .isInstanceOf(DiscordException.Unavailable.class);
    assertThat(count("3")).isEqualTo(1);
    messages.send(event, texts("1", "2", "3"));

    assertThat(count("1")).isEqualTo(1);
    assertThat(count("2")).isEqualTo(1);
    assertThat(count("3")).isEqualTo(1);
  }

  @Test
  void sentAndNotWrittenDownIsNotSentTwice() {
    written.away = true;
    assertThatThrownBy(() -> messages.send(event, texts("1"))).hasMessage("away");
    written.away = false;
    messages.send(event, texts("1"));

    assertThat(count("1")).isEqualTo(1);
  }

  @Test
  void anotherEventIsAnotherMessage() {
    messages.send(event, texts("1"));
    messages.send(UUID.randomUUID(), texts("1"));

    assertThat(count("1")).isEqualTo(2);
  }
}
