package dev.otelgw.services.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.services.standin.DiscordStandIn;
import dev.otelgw.services.standin.World;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscordOAuthTest {

  private DiscordStandIn discord;
  private DiscordOAuth login;

  @BeforeEach
  void start() throws IOException {
    discord = DiscordStandIn.start(0);
    discord.world().user("1", "ada").guild("10", "Guild").member("10", "1", World.MANAGE_GUILD);
    login =
        new DiscordOAuth(
            discord.apiUrl(), "client", "secret", URI.create("http://127.0.0.1/callback?x=1"));
  }

  @AfterEach
  void stop() {
    login.close();
    discord.close();
  }

  /** What a browser does on the page. */
  private String agree(URI page) throws IOException {
    HttpURLConnection browser =
        (HttpURLConnection) URI.create(page + "&user=1").toURL().openConnection();
    browser.setInstanceFollowRedirects(false);
    return browser.getHeaderField("Location");
  }

  @Test
  void leadsFromThePageToTheUser() throws IOException {
    String location = agree(login.authorizeUri("state-1"));
    assertThat(location)
        .startsWith("http://127.0.0.1/callback?x=1&code=")
        .endsWith("state=state-1");

    UserTokens tokens = login.exchangeCode(location.replaceAll(".*code=([^&]+).*", "$1"));

    assertThat(login.currentUser(tokens.accessToken()).displayName()).isEqualTo("ada");
    assertThat(login.currentUserGuilds(tokens.accessToken()))
        .singleElement()
        .satisfies(guild -> assertThat(guild.managed()).isTrue());
    assertThat(tokens.validFor()).hasDays(7);
    assertThat(tokens.toString()).doesNotContain(tokens.accessToken(), tokens.refreshToken());
  }

  @Test
  void aRefreshTokenGivesNewTokensOnce() throws IOException {
    String location = agree(login.authorizeUri("s"));
    UserTokens tokens = login.exchangeCode(location.replaceAll(".*code=([^&]+).*", "$1"));
    discord.expireLogins();

    assertThatThrownBy(() -> login.currentUser(tokens.accessToken()))
        .isInstanceOf(DiscordException.Unauthorized.class)
        .hasMessageEndingWith("the user must log in again");
    UserTokens fresh = login.refresh(tokens.refreshToken());
    assertThat(login.currentUser(fresh.accessToken()).id()).isEqualTo("1");
    assertThatThrownBy(() -> login.refresh(tokens.refreshToken()))
        .isInstanceOf(DiscordException.Refused.class)
        .hasMessageContaining("refresh_token");
  }

  @Test
  void aWrongCodeIsRefused() {
    assertThatThrownBy(() -> login.exchangeCode("nonsense"))
        .isInstanceOf(DiscordException.Refused.class)
        .hasMessageContaining("Invalid \"code\" in request.");
  }
}
