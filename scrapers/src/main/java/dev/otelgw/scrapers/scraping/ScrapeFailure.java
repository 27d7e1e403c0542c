package dev.otelgw.scrapers.scraping;

/** A part of a scrape failed, in a way that is to be expected. */
public class ScrapeFailure extends Exception {

  private static final long serialVersionUID = 1;

  private final String subject;
  private final String errorType;
  private final String cure;

  /**
   * A failure in words.
   *
   * @param subject what was tried, out of a small set: {@code SLOWLOG LEN}, a query's name
   * @param errorType one word out of a small set, or the server's code: {@code NOPERM}, {@code
   *     42501}; never its text
   * @param message what the server said
   * @param cure what the user can do, as a sentence or a statement to run; empty if nobody knows
   */
  public ScrapeFailure(String subject, String errorType, String message, String cure) {
    super(message);
    this.subject = subject;
    this.errorType = errorType;
    this.cure = cure;
  }

  /** What was tried. */
  public final String subject() {
    return subject;
  }

  /** The attribute {@code error.type}. */
  public final String errorType() {
    return errorType;
  }

  /** What the user can do; may be empty. */
  public final String cure() {
    return cure;
  }
}
