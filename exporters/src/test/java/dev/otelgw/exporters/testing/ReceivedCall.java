package dev.otelgw.exporters.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Signal;
import java.util.Map;

/**
 * One call as a gRPC backend took it.
 *
 * @param headers names in lower case; {@code -bin} ones as text
 * @param authority the :authority header
 * @param wireSize bytes of the message as it came
 * @param body the message, decompressed
 * @param message the message, decoded
 */
public record ReceivedCall(
    Signal signal,
    Map<String, String> headers,
    String authority,
    long wireSize,
    ByteString body,
    Message message) {

  /** A header's value; empty where it is not there. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Spans, data points or log records in it. */
  public int items() {
    return OtlpBodies.items(message);
  }
}
