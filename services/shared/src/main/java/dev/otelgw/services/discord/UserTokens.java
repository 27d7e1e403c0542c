package dev.otelgw.services.discord;

import java.time.Duration;

/** What a login gives: secrets, which its text does not show. */
public record UserTokens(String accessToken, String refreshToken, Duration validFor) {

  @Override
  public String toString() {
    return "UserTokens[***, valid for " + validFor + "]";
  }
}
