package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import java.util.List;

/** Configuration of the extension {@code bearertokenauth}. */
public record BearerTokenConfig(
    @Setting("The token.") Secret token,
    @Setting("Several tokens: a receiver takes each of them, an exporter sends the first.")
        List<Secret> tokens,
    @Setting(
            "A file with one token a line, instead of token and tokens. It is read again when it"
                + " changes.")
        String filename,
    @Setting("What stands before the token in the header; empty: the token stands alone.")
        String scheme,
    @Setting("The header that carries the token.") String header)
    implements Checked {

  /** The Collector's defaults. */
  public BearerTokenConfig() {
    this(new Secret(""), List.of(), "", "Bearer", "Authorization");
  }

  /** Copies the list. */
  public BearerTokenConfig {
    tokens = List.copyOf(tokens);
  }

  /** Those of the configuration itself. */
  List<Secret> given() {
    return token.isEmpty() ? tokens : List.of(token);
  }

  @Override
  public void check(Problems problems) {
    boolean file = !filename.isEmpty();
    if (given().isEmpty() && !file) {
      problems.error("token", "is missing; set token, tokens or filename");
    }
    if (!token.isEmpty() && !tokens.isEmpty()) {
      problems.error("tokens", "stands beside token; put all of them here, or use token alone");
    }
    if (file && !given().isEmpty()) {
      problems.warning(
          token.isEmpty() ? "tokens" : "token", "is ignored: the tokens are those of filename");
    }
    checkToken("token", token.isEmpty() || HeaderText.isValue(token.reveal()), problems);
    for (int i = 0; i < tokens.size(); i++) {
      checkToken("tokens[" + i + "]", HeaderText.isValue(tokens.get(i).reveal()), problems);
    }
    if (!scheme.isEmpty() && !HeaderText.isValue(scheme)) {
      problems.error("scheme", "\"%s\" cannot stand in a header".formatted(scheme));
    }
    HeaderText.checkName("header", header, problems);
  }

  private static void checkToken(String key, boolean fine, Problems problems) {
    if (!fine) {
      problems.error(
          key, "is empty, or has a space at an end, a line break or a character that is not ASCII");
    }
  }
}
