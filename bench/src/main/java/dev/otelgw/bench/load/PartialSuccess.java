package dev.otelgw.bench.load;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;

/**
 * Reads the answer of an export: all three signals give the partial success and its count the same
 * field numbers.
 */
final class PartialSuccess {

  private static final int PARTIAL_SUCCESS = (1 << 3) | 2;
  private static final int REJECTED = 1 << 3;

  private PartialSuccess() {}

  /** Items that the answer says were not taken; 0 when it says nothing or cannot be read. */
  static long rejectedItems(byte[] response) {
    try {
      CodedInputStream in = CodedInputStream.newInstance(response);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == PARTIAL_SUCCESS) {
          return rejected(in.readBytes().newCodedInput());
        }
        in.skipField(tag);
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static long rejected(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == REJECTED) {
        return in.readInt64();
      }
      in.skipField(tag);
    }
    return 0;
  }
}
