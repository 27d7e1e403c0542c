package dev.otelgw.gateway.http;

/**
 * What a page answers, sent as UTF-8.
 *
 * @param status the HTTP status
 * @param contentType as the header says it
 * @param body all of it
 */
public record Reply(int status, String contentType, String body) {

  /** A line of plain text. */
  public static Reply text(int status, String line) {
    return new Reply(status, "text/plain; charset=utf-8", line + "\n");
  }

  /** One JSON value. */
  public static Reply json(int status, String body) {
    return new Reply(status, "application/json", body);
  }
}
