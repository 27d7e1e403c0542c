package dev.otelgw.pipeline.wire;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;

/** Reads export requests from their wire form. */
public final class OtlpParser {

  private OtlpParser() {}

  /**
   * Validates a request down to the last attribute and counts its items.
   *
   * @param bytes belongs to the batch from here on, and is not changed any more
   */
  public static Parsed parse(Signal signal, byte[] bytes) {
    MessageType request = OtlpSchema.request(signal);
    OtlpWalk walk = new OtlpWalk(bytes);
    try {
      walk.message(request, 0, bytes.length, 1);
    } catch (OtlpWalk.Broken e) {
      return new Parsed.Malformed(describe(request, bytes, e));
    }
    return new Parsed.Valid(Batch.of(signal, bytes, walk.items()));
  }

  private static String describe(MessageType request, byte[] bytes, OtlpWalk.Broken broken) {
    String path = WirePath.of(request, bytes, broken.offset());
    return "malformed %s at byte %d of %d%s: %s"
        .formatted(
            request.name(),
            broken.offset(),
            bytes.length,
            path.isEmpty() ? "" : " (" + path + ")",
            broken.getMessage());
  }
}
