package dev.otelgw.pipeline.testing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** As much DER (ITU-T X.690) as a certificate is made of. Stateless. */
final class DerWriter {

  private static final DateTimeFormatter GENERALIZED_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private DerWriter() {}

  static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] value = joined(parts);
    out.write(tag);
    if (value.length >= 0x100) {
      out.write(0x82);
      out.write(value.length >> 8);
    } else if (value.length >= 0x80) {
      out.write(0x81);
    }
    out.write(value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return element(0x30, parts);
  }

  static byte[] integer(BigInteger number) {
    return element(0x02, number.toByteArray());
  }

  static byte[] bool(boolean value) {
    return element(0x01, new byte[] {(byte) (value ? 0xff : 0)});
  }

  static byte[] bits(byte[] bytes) {
    return element(0x03, new byte[1], bytes);
  }

  static byte[] octets(byte[] bytes) {
    return element(0x04, bytes);
  }

  static byte[] utf8(String text) {
    return element(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] time(Instant moment) {
    return element(0x18, GENERALIZED_TIME.format(moment).getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier from its numbers, for example 2.5.29.17. */
  static byte[] oid(int... numbers) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(numbers[0] * 40 + numbers[1]);
    for (int i = 2; i < numbers.length; i++) {
      for (int shift = 28; shift > 0; shift -= 7) {
        if (numbers[i] >> shift != 0) {
          out.write(0x80 | ((numbers[i] >> shift) & 0x7f));
        }
      }
      out.write(numbers[i] & 0x7f);
    }
    return element(0x06, out.toByteArray());
  }
}
