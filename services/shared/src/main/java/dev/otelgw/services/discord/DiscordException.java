package dev.otelgw.services.discord;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call to Discord did not do what was asked. The message names the route, never a token, and
 * Discord's own words.
 */
public abstract sealed class DiscordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private DiscordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call can succeed later. */
  public boolean retryable() {
    return this instanceof Unavailable;
  }

  /**
   * The user takes no direct messages from the bot (403 with code 50007, or 50278: no guild in
   * common): no attempt will help.
   */
  public static final class DirectMessagesClosed extends DiscordException {

    private static final long serialVersionUID = 1L;

    DirectMessagesClosed(String message) {
      super(message, null);
    }
  }

  /** What was named does not exist, or the bot may not know of it (404). */
  public static final class NotFound extends DiscordException {

    private static final long serialVersionUID = 1L;

    NotFound(String message) {
      super(message, null);
    }
  }

  /**
   * The token is not good (401): the message names the setting to correct, or says that the login
   * has run out.
   */
  public static final class Unauthorized extends DiscordException {

    private static final long serialVersionUID = 1L;

    Unauthorized(String message) {
      super(message, null);
    }
  }

  /** The bot lacks a permission there (403). */
  public static final class Forbidden extends DiscordException {

    private static final long serialVersionUID = 1L;

    Forbidden(String message) {
      super(message, null);
    }
  }

  /** Discord does not take the request as it is (another 4xx). */
  public static final class Refused extends DiscordException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null);
    }
  }

  /** Not now: unreachable, 5xx, or a rate limit that would take longer than a call waits. */
  public static final class Unavailable extends DiscordException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    Unavailable(String message, Duration retryAfter, @Nullable Throwable cause) {
      super(message, cause);
      this.retryAfter = retryAfter;
    }

    /** How long to leave Discord alone; zero where it did not say. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }
}
