package dev.otelgw.exporters.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Signal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request as the backend took it.
 *
 * @param headers names in lower case
 * @param wireSize bytes of the body as it came
 * @param body the body, decompressed
 * @param message the body, decoded
 * @param items spans, data points or log records in it
 * @param status what was answered; 0 where the connection was broken off
 */
public record ReceivedRequest(
    Signal signal,
    String path,
    Map<String, List<String>> headers,
    long wireSize,
    ByteString body,
    Message message,
    int items,
    int status) {

  /** A header's first value; empty where it is not there. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of("")).getFirst();
  }

  /** Whether the backend took it. */
  public boolean taken() {
    return status >= 200 && status < 300;
  }
}
