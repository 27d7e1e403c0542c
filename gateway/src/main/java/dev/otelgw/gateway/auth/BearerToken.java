package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.auth.ServerAuthenticator;
import dev.otelgw.pipeline.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;

/** Tokens in a header. */
final class BearerToken implements Component, ServerAuthenticator, ClientAuthenticator {

  private static final String FILE = "filename";

  private final BearerTokenConfig config;
  private final Followed file;
  private volatile List<Secret> tokens;

  BearerToken(BearerTokenConfig config, ComponentId id, Logger log) {
    this.config = config;
    this.tokens = config.given();
    Map<String, String> files =
        config.filename().isEmpty() ? Map.of() : Map.of(FILE, config.filename());
    this.file = new Followed(id, files, this::use, log);
  }

  private void use(Map<String, String> texts) {
    String text = texts.get(FILE);
    if (text == null) {
      return;
    }
    List<String> lines = text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    String name = FILE + " " + config.filename();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException(name + ": has no token in it; write one a line");
    }
    if (!lines.stream().allMatch(HeaderText::isValue)) {
      throw new IllegalArgumentException(
          name + ": has a token with a character that is not printable ASCII; write one a line");
    }
    tokens = lines.stream().map(Secret::new).toList();
  }

  @Override
  public void start() {
    file.start();
  }

  /** For step-by-step tests. */
  Followed file() {
    return file;
  }

  @Override
  public Verdict judge(Headers headers) {
    List<String> values = headers.get(config.header());
    String scheme = config.scheme();
    String challenge = scheme.isEmpty() ? "Bearer" : scheme;
    if (values.isEmpty()) {
      String form = scheme.isEmpty() ? "<token>" : scheme + " <token>";
      return new Verdict.Unknown(
          "no token came; send the header %s: %s".formatted(config.header(), form), challenge);
    }
    return isKnown(values.getFirst())
        ? new Verdict.Known(Map.of())
        : new Verdict.Unknown(
            "the token in the header %s is not one that is known here".formatted(config.header()),
            challenge + " error=\"invalid_token\"");
  }

  /** Compares with every token, so that the time does not tell which of them was nearly it. */
  private boolean isKnown(String value) {
    String scheme = config.scheme();
    boolean fits =
        scheme.isEmpty()
            || (value.length() > scheme.length()
                && value.regionMatches(true, 0, scheme, 0, scheme.length())
                && value.charAt(scheme.length()) == ' ');
    String given = fits && !scheme.isEmpty() ? value.substring(scheme.length() + 1) : value;
    byte[] bytes = given.strip().getBytes(StandardCharsets.UTF_8);
    boolean known = false;
    for (Secret token : tokens) {
      known |= MessageDigest.isEqual(bytes, token.reveal().getBytes(StandardCharsets.UTF_8));
    }
    return known && fits;
  }

  @Override
  public Map<String, Secret> headers(Map<String, Secret> configured) {
    String token = tokens.getFirst().reveal();
    String value = config.scheme().isEmpty() ? token : config.scheme() + " " + token;
    return ClientAuthenticator.over(configured, Map.of(config.header(), new Secret(value)));
  }

  @Override
  public void close() {
    file.close();
  }
}
