package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Caller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A caller as bytes: none for nobody; else its address, metadata and identity, with lengths. */
final class CallerFormat {

  private static final byte[] NOBODY = {};

  private CallerFormat() {}

  static byte[] bytes(Caller caller) {
    if (caller.equals(Caller.NOBODY)) {
      return NOBODY;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, caller.address());
      out.writeInt(caller.metadata().size());
      for (Map.Entry<String, List<String>> entry : caller.metadata().entrySet()) {
        write(out, entry.getKey());
        out.writeInt(entry.getValue().size());
        for (String value : entry.getValue()) {
          write(out, value);
        }
      }
      out.writeInt(caller.identity().size());
      for (Map.Entry<String, String> entry : caller.identity().entrySet()) {
        write(out, entry.getKey());
        write(out, entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Not to an array.
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The caller of bytes whose checksum held. */
  static Caller caller(byte[] bytes) {
    if (bytes.length == 0) {
      return Caller.NOBODY;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String address = read(in);
      Map<String, List<String>> metadata = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        String key = read(in);
        List<String> values = new ArrayList<>();
        for (int more = in.readInt(); more > 0; more--) {
          values.add(read(in));
        }
        metadata.put(key, List.copyOf(values));
      }
      Map<String, String> identity = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        identity.put(read(in), read(in));
      }
      return new Caller(address, metadata, identity);
    } catch (IOException e) {
      throw new UncheckedIOException("a caller that was written by something else", e);
    }
  }

  private static String read(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
