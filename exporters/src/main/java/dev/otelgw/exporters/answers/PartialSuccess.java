package dev.otelgw.exporters.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Set;

/**
 * The {@code partial_success} of an export response. The three signals' messages have it at the
 * same field numbers (opentelemetry-proto, collector services, v1).
 *
 * @param rejected items not taken; 0 makes the text a warning
 * @param text the backend's words; may be empty
 */
public record PartialSuccess(long rejected, String text) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> REJECTED =
      Set.of(
          "rejectedSpans",
          "rejected_spans",
          "rejectedDataPoints",
          "rejected_data_points",
          "rejectedLogRecords",
          "rejected_log_records");
  private static final Set<String> MESSAGE = Set.of("errorMessage", "error_message");

  private static final int PARTIAL_SUCCESS = tag(1, WireFormat.WIRETYPE_LENGTH_DELIMITED);
  private static final int REJECTED_ITEMS = tag(1, WireFormat.WIRETYPE_VARINT);
  private static final int ERROR_MESSAGE = tag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);

  private static int tag(int field, int type) {
    return field << 3 | type;
  }

  /**
   * Reads a response in protobuf.
   *
   * @throws IOException if it is none
   */
  public static PartialSuccess ofProtobuf(byte[] body) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(body);
    PartialSuccess found = new PartialSuccess(0, "");
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == PARTIAL_SUCCESS) {
        found = ofMessage(in.readBytes().newCodedInput());
      } else {
        in.skipField(tag);
      }
    }
    return found;
  }

  private static PartialSuccess ofMessage(CodedInputStream in) throws IOException {
    long rejected = 0;
    String text = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == REJECTED_ITEMS) {
        rejected = in.readInt64();
      } else if (tag == ERROR_MESSAGE) {
        text = in.readString();
      } else {
        in.skipField(tag);
      }
    }
    return new PartialSuccess(rejected, text);
  }

  /**
   * Reads a response in JSON.
   *
   * @throws IOException if it is none
   */
  public static PartialSuccess ofJson(byte[] body) throws IOException {
    long rejected = 0;
    String text = "";
    try (JsonParser json = JSON.createParser(body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (!token.isScalarValue() || json.currentName() == null) {
          continue;
        }
        if (REJECTED.contains(json.currentName())) {
          rejected = json.getValueAsLong();
        } else if (MESSAGE.contains(json.currentName())) {
          text = json.getText();
        }
      }
    }
    return new PartialSuccess(rejected, text);
  }
}
