package dev.otelgw.services.discord;

import java.net.URI;
import java.util.List;

/**
 * Login of people through Discord (OAuth2, authorization code), and what their own tokens may read.
 * Thread-safe; throws {@link DiscordException}.
 */
public interface DiscordLogin {

  /**
   * Where a browser is sent to log in; it comes back to the redirect URI with {@code code} and the
   * same {@code state}.
   */
  URI authorizeUri(String state);

  /**
   * Exchanges the code that came back; it is good once. {@link DiscordException.Refused} for one
   * that is not good any more.
   */
  UserTokens exchangeCode(String code);

  /**
   * New tokens for a refresh token, which is used up. {@link DiscordException.Refused} for one that
   * is not good any more.
   */
  UserTokens refresh(String refreshToken);

  /** Whose token it is. {@link DiscordException.Unauthorized} when the token has run out. */
  User currentUser(String accessToken);

  /** The guilds of the user whose token it is, with the permissions in each. */
  List<UserGuild> currentUserGuilds(String accessToken);
}
