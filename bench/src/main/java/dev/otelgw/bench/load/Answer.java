package dev.otelgw.bench.load;

/**
 * What a gateway said to one request.
 *
 * @param kind whether it took the request
 * @param status the protocol's own word: {@code OK}, {@code UNAVAILABLE}, {@code 503}, or the name
 *     of an I/O failure
 * @param rejectedItems items of a taken request that were not taken (partial success)
 * @param words what the gateway said besides; may be empty
 */
record Answer(Kind kind, String status, long rejectedItems, String words) {

  /** The three ways a request ends. */
  enum Kind {
    /** Acknowledged: the gateway owns it now. */
    OK,
    /** Not taken, and may be sent again. */
    REFUSED,
    /** Not taken for good, or lost on the way. */
    FAILED
  }

  private static final Answer TAKEN = new Answer(Kind.OK, "OK", 0, "");

  static Answer ok(byte[] body) {
    return body.length == 0
        ? TAKEN
        : new Answer(Kind.OK, "OK", PartialSuccess.rejectedItems(body), "");
  }

  static Answer refused(String status, String words) {
    return new Answer(Kind.REFUSED, status, 0, words);
  }

  static Answer failed(String status) {
    return failed(status, "");
  }

  static Answer failed(String status, String words) {
    return new Answer(Kind.FAILED, status, 0, words);
  }
}
