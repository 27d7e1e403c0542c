package dev.otelgw.services.api.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.api.http.Problem;
import dev.otelgw.services.api.sessions.Caller;
import dev.otelgw.services.api.sessions.Sessions;
import dev.otelgw.services.cache.Cache;
import dev.otelgw.services.cache.Redis;
import dev.otelgw.services.discord.Channel;
import dev.otelgw.services.discord.DiscordOAuth;
import dev.otelgw.services.discord.DiscordRest;
import dev.otelgw.services.discord.Role;
import dev.otelgw.services.discord.User;
import dev.otelgw.services.discord.UserGuild;
import dev.otelgw.services.games.Signups.Guest;
import dev.otelgw.services.settings.Secret;
import dev.otelgw.services.settings.ServerUrl;
import dev.otelgw.services.standin.DiscordStandIn;
import dev.otelgw.services.standin.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real HTTP with the stand-in for Discord, and without Redis: nothing is kept. */
class DirectoryTest {

  private static final String GUILD = "1";
  private static final String ROLE = "20";
  private static final UserGuild PLAIN = new UserGuild(GUILD, "g", null, false, 0);
  private static final UserGuild MANAGED = new UserGuild(GUILD, "g", null, false, 1 << 5);

  private DiscordStandIn standIn;
  private Redis redis;
  private DiscordRest discord;
  private DiscordOAuth login;
  private Directory directory;
  private Names names;

  @BeforeEach
  void start() throws Exception {
    standIn = DiscordStandIn.start(0);
    standIn
        .world()
        .user("30", "anna")
        .user("31", "annabel")
        .user("32", "bert")
        .user("33", "carl")
        .guild(GUILD, "Round table")
        .channel(GUILD, "10", "games")
        .role(GUILD, ROLE, "players")
        .member(GUILD, "30", 0, ROLE)
        .member(GUILD, "31", 0)
        .member(GUILD, "32", 0);
    redis = Redis.open(new ServerUrl("redis", "127.0.0.1", 1, "", new Secret(""), ""), "directory");
    discord = new DiscordRest(standIn.apiUrl(), "token");
    login = new DiscordOAuth(standIn.apiUrl(), "1", "secret", URI.create("http://127.0.0.1/back"));
    Cache cache = new Cache(redis);
    Sessions sessions = new Sessions(redis, new SecretKeySpec(new byte[32], "AES"), false);
    directory = new Directory(discord, login, sessions, cache);
    names = new Names(directory, cache);
  }

  @AfterEach
  void stop() {
    login.close();
    discord.close();
    redis.close();
    standIn.close();
  }

  private static Caller caller(String id) {
    return new Caller(new User(id, "somebody", null, null), "session:x", "");
  }

  @Test
  void knowsMembersRolesAndChannels() {
    assertThat(directory.roleIds(GUILD, "30")).containsExactly(ROLE);
    assertThat(directory.member(GUILD, "33")).isEmpty();
    assertThat(directory.roleIds(GUILD, "33")).isEmpty();
    assertThat(directory.channels(GUILD)).extracting(Channel::name).containsExactly("games");
    assertThat(directory.roles(GUILD))
        .extracting(Role::name)
        .containsExactly("players", "@everyone");
    assertThat(directory.freshChannels("999")).isEmpty();
  }

  @Test
  void resolvesMentionsNamesAndPlaceholders() {
    Mentions.Resolved people =
        new Mentions(directory)
            .resolve(GUILD, List.of("@Anna", "<@32>", "<@!32>", " Aunt Ada ", "Aunt Ada"));
    assertThat(people.invalid()).isEmpty();
    assertThat(people.guests())
        .containsExactly(
            new Guest("30", null),
            new Guest("32", null),
            new Guest(null, "Aunt Ada"),
            new Guest(null, "Aunt Ada"));
  }

  @Test
  void suggestsWhoMayBeMeant() {
    Mentions.Resolved people =
        new Mentions(directory).resolve(GUILD, List.of("@ann", "<@33>", "@zoe", "@"));
    assertThat(people.guests()).isEmpty();
    assertThat(people.invalid())
        .extracting(Mentions.Invalid::input)
        .containsExactly("@ann", "<@33>", "@zoe", "@");
    assertThat(people.invalid().getFirst().suggestions())
        .extracting(Mentions.Suggestion::mention)
        .containsExactly("<@30>", "<@31>");
    assertThat(people.invalid().get(1).reason()).isEqualTo("is no member of the guild");
  }

  @Test
  void namesMembersAndGoesOnWithoutAName() {
    assertThat(names.of(GUILD, List.of("30", "31", "33", "30")))
        .isEqualTo(Map.of("30", "anna", "31", "annabel"));
    standIn.order(Fault.status(403).on("GET", "/guilds/*/members/32").times(5));
    assertThat(names.of(GUILD, List.of("30", "32"))).isEqualTo(Map.of("30", "anna"));
    assertThat(names.of(GUILD, List.of())).isEmpty();
  }

  @Test
  void namesThatTakeLongAreNotWaitedFor() {
    standIn.order(Fault.slow(Duration.ofSeconds(30)).on("GET", "/guilds/*/members/32").times(1));
    assertThat(names.of(GUILD, List.of("30", "32"))).isEqualTo(Map.of("30", "anna"));
  }

  @Test
  void managersManage() {
    Rights rights = new Rights(directory);
    assertThat(rights.manages(caller("31"), MANAGED, List.of())).isTrue();
    assertThat(rights.manages(caller("31"), PLAIN, List.of(ROLE))).isFalse();
    assertThat(rights.manages(caller("30"), PLAIN, List.of(ROLE))).isTrue();
    assertThat(rights.manages(caller("30"), PLAIN, List.of())).isFalse();
    assertThatThrownBy(() -> Rights.requireManageGuild(PLAIN)).isInstanceOf(Problem.class);
  }

  @Test
  void hostsNeedARoleWhereOneIsWanted() {
    Rights rights = new Rights(directory);
    assertThat(rights.mayHost(caller("31"), PLAIN, List.of(), List.of(), false)).isTrue();
    assertThat(rights.mayHost(caller("31"), PLAIN, List.of(), List.of(), true)).isFalse();
    assertThat(rights.mayHost(caller("31"), MANAGED, List.of(), List.of(), true)).isTrue();
    assertThat(rights.mayHost(caller("31"), PLAIN, List.of(), List.of(ROLE), false)).isFalse();
    assertThat(rights.mayHost(caller("30"), PLAIN, List.of(), List.of(ROLE), true)).isTrue();
    assertThat(rights.mayHost(caller("30"), PLAIN, List.of(ROLE), List.of(), true)).isTrue();
    assertThat(rights.hasOneOf(caller("31"), GUILD, List.of(GUILD))).isTrue();
  }
}
