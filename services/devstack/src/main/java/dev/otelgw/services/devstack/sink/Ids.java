package dev.otelgw.services.devstack.sink;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Ids of traces and spans, in hex as they are written everywhere else. */
final class Ids {

  private Ids() {}

  static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
