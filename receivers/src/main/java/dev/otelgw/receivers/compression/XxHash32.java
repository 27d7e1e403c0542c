package dev.otelgw.receivers.compression;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** xxHash of 32 bits with seed 0, as the LZ4 frame format uses it (xxHash specification 0.1.1). */
final class XxHash32 {

  private static final int PRIME1 = 0x9E3779B1;
  private static final int PRIME2 = 0x85EBCA77;
  private static final int PRIME3 = 0xC2B2AE3D;
  private static final int PRIME4 = 0x27D4EB2F;
  private static final int PRIME5 = 0x165667B1;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private XxHash32() {}

  static int of(byte[] data, int from, int to) {
    int at = from;
    int hash = PRIME5;
    if (to - from >= 16) {
      int a = 0x24234428; // PRIME1 + PRIME2, which overflows
      int b = PRIME2;
      int c = 0;
      int d = -PRIME1;
      for (; to - at >= 16; at += 16) {
        a = round(a, (int) INT.get(data, at));
        b = round(b, (int) INT.get(data, at + 4));
        c = round(c, (int) INT.get(data, at + 8));
        d = round(d, (int) INT.get(data, at + 12));
      }
      hash =
          Integer.rotateLeft(a, 1)
              + Integer.rotateLeft(b, 7)
              + Integer.rotateLeft(c, 12)
              + Integer.rotateLeft(d, 18);
    }
    hash += to - from;
    for (; to - at >= 4; at += 4) {
      hash = Integer.rotateLeft(hash + (int) INT.get(data, at) * PRIME3, 17) * PRIME4;
    }
    for (; at < to; at++) {
      hash = Integer.rotateLeft(hash + (data[at] & 0xff) * PRIME5, 11) * PRIME1;
    }
    return avalanche(hash);
  }

  private static int round(int lane, int input) {
    return Integer.rotateLeft(lane + input * PRIME2, 13) * PRIME1;
  }

  private static int avalanche(int hash) {
    int h = hash;
    h = (h ^ (h >>> 15)) * PRIME2;
    h = (h ^ (h >>> 13)) * PRIME3;
    return h ^ (h >>> 16);
  }
}
