package dev.otelgw.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.auth.BasicAuthConfig.ClientConfig;
import dev.otelgw.gateway.auth.BasicAuthConfig.HtpasswdConfig;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.testing.CheckedConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthConfigTest {

  private static final HtpasswdConfig USERS = new HtpasswdConfig("", new Secret("a:b"));
  private static final ClientConfig CLIENT = new ClientConfig("a", new Secret("b"), "", "");

  private static BearerTokenConfig bearer(
      String token, List<String> tokens, String file, String scheme, String header) {
    return new BearerTokenConfig(
        new Secret(token), tokens.stream().map(Secret::new).toList(), file, scheme, header);
  }

  @Test
  void basicauthIsForOneSideOnly() {
    assertThat(CheckedConfig.problems(new BasicAuthConfig()))
        .containsExactly(": set htpasswd (for receivers) or client_auth (for exporters)");
    assertThat(CheckedConfig.problems(new BasicAuthConfig(USERS, CLIENT)))
        .containsExactly(
            "client_auth: stands beside htpasswd; define two extensions: basicauth/server and"
                + " basicauth/client");
    assertThat(CheckedConfig.problems(new BasicAuthConfig(USERS, null))).isEmpty();
    assertThat(CheckedConfig.problems(new BasicAuthConfig(null, CLIENT))).isEmpty();
  }

  @Test
  void basicauthOffersTheSideThatItIsFor() {
    BasicAuthFactory factory = new BasicAuthFactory();
    assertThat(factory.offers(new BasicAuthConfig(USERS, null)))
        .containsExactly(ServerAuthenticator.class);
    assertThat(factory.offers(new BasicAuthConfig(null, CLIENT)))
        .containsExactly(ClientAuthenticator.class);
    assertThat(new BearerTokenFactory().offers(new BearerTokenConfig()))
        .containsExactlyInAnyOrder(ServerAuthenticator.class, ClientAuthenticator.class);
  }

  @Test
  void htpasswdNeedsUsersThatCanBeRead() {
    assertThat(CheckedConfig.problems(new HtpasswdConfig()))
        .containsExactly("file: is missing; set file or inline");
    assertThat(CheckedConfig.problems(new HtpasswdConfig("/etc/htpasswd", new Secret(""))))
        .isEmpty();
    assertThat(CheckedConfig.problems(new HtpasswdConfig("", new Secret("a\n\nbob:{SHA}secret"))))
        .containsExactly(
            "inline: line 1: is not of the form name:hash",
            "inline: line 3, user bob: the {SHA} hash is malformed; make a new one with htpasswd");
  }

  @Test
  void clientsNeedANameAndAPassword() {
    assertThat(CheckedConfig.problems(new ClientConfig()))
        .containsExactly(
            "username: is missing; set username or username_file",
            "password: is missing; set password or password_file");
    assertThat(CheckedConfig.problems(new ClientConfig("a:b", new Secret("c"), "", "")))
        .containsExactly("username: has a colon, which would end it (RFC 7617)");
    assertThat(CheckedConfig.problems(new ClientConfig("a", new Secret("b"), "u", "p")))
        .containsExactly(
            "warning username: is ignored: the name is that of username_file",
            "warning password: is ignored: the password is that of password_file");
  }

  @Test
  void tokensAreGivenInOneWay() {
    assertThat(CheckedConfig.problems(new BearerTokenConfig()))
        .containsExactly("token: is missing; set token, tokens or filename");
    assertThat(CheckedConfig.problems(bearer("a", List.of("b"), "", "Bearer", "Authorization")))
        .containsExactly("tokens: stands beside token; put all of them here, or use token alone");
    assertThat(CheckedConfig.problems(bearer("a", List.of(), "f", "Bearer", "Authorization")))
        .containsExactly("warning token: is ignored: the tokens are those of filename");
    assertThat(CheckedConfig.problems(bearer("", List.of(), "f", "", "X-Key"))).isEmpty();
  }

  @Test
  void whatCannotStandInAHeaderIsRefusedWithoutShowingIt() {
    String why =
        "is empty, or has a space at an end, a line break or a character that is not ASCII";
    assertThat(
            CheckedConfig.problems(bearer("", List.of("fine", "", "tök"), "", "Bea\nrer", "X Key")))
        .containsExactly(
            "tokens[1]: " + why,
            "tokens[2]: " + why,
            "scheme: \"Bea\nrer\" cannot stand in a header",
            "header: \"X Key\" is not a header name; use letters, digits and hyphens");
    assertThat(CheckedConfig.problems(bearer("a\n", List.of(), "", "Bearer", "Authorization")))
        .containsExactly("token: " + why);
  }
}
