package dev.otelgw.gateway.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Of a file, in hex. */
final class Sha512 {

  private Sha512() {}

  static String of(Path file) throws IOException {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }
}
