package dev.otelgw.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A name and a password as they came in a header (RFC 7617, section 2). */
final class BasicCredentials {

  private static final String SCHEME = "Basic ";

  private final byte[] pair;
  private final int colon;

  private BasicCredentials(byte[] pair, int colon) {
    this.pair = pair;
    this.colon = colon;
  }

  /** Reads the value of Authorization; empty where it is of another form. */
  static Optional<BasicCredentials> of(String header) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    byte[] pair;
    try {
      pair = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    for (int i = 0; i < pair.length; i++) {
      if (pair[i] == ':') {
        return Optional.of(new BasicCredentials(pair, i));
      }
    }
    return Optional.empty();
  }

  String name() {
    return new String(pair, 0, colon, StandardCharsets.UTF_8);
  }

  byte[] password() {
    return Arrays.copyOfRange(pair, colon + 1, pair.length);
  }

  /** Both in one. Not to be changed. */
  byte[] pair() {
    return pair;
  }
}
