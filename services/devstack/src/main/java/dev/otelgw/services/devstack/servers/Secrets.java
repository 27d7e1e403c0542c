package dev.otelgw.services.devstack.servers;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords that hold for one stack only. */
public final class Secrets {

  private Secrets() {}

  /** 128 bits, as text that needs no quoting anywhere. */
  public static String fresh() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
