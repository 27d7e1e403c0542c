package dev.otelgw.scrapers.scraping;

/** The server does not answer, or does not let us in: the scrape is over, and the server down. */
public final class Unreachable extends ScrapeFailure {

  private static final long serialVersionUID = 1;

  private final boolean loginRefused;

  /**
   * A failure in words; see {@link ScrapeFailure}.
   *
   * @param loginRefused whether the server refused the credentials: it is then asked less and less
   *     often, since attempts fill its logs and may lock the account
   */
  public Unreachable(
      String subject, String errorType, String message, String cure, boolean loginRefused) {
    super(subject, errorType, message, cure);
    this.loginRefused = loginRefused;
  }

  boolean loginRefused() {
    return loginRefused;
  }
}
