package dev.otelgw.pipeline.tls;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The little DER (ITU-T X.690) that it takes to wrap OpenSSL's older private keys into PKCS#8 (RFC
 * 5208, section 5), the only form that the JDK reads.
 */
final class Der {

  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  /** Inside an ECPrivateKey, the curve (RFC 5915, section 3). */
  private static final int PARAMETERS = 0xa0;

  private static final byte[] VERSION_0 = {2, 1, 0};

  /** rsaEncryption with NULL parameters (RFC 8017, appendix A.1). */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** id-ecPublicKey (RFC 5480, section 2.1.1). */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private Der() {}

  /** An RSAPrivateKey (RFC 8017, appendix A.1.2) as PKCS#8. */
  static byte[] pkcs8OfRsa(byte[] key) {
    return element(SEQUENCE, VERSION_0, RSA, element(OCTET_STRING, key));
  }

  /**
   * An ECPrivateKey (RFC 5915) as PKCS#8.
   *
   * @param curve the object identifier of its curve, for where the key does not say it; may be
   *     empty
   */
  static byte[] pkcs8OfEc(byte[] key, byte[] curve) throws BadMaterialException {
    byte[] named;
    try {
      named = curveOf(key);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new BadMaterialException("the EC private key is damaged", e);
    }
    byte[] parameters = named.length == 0 ? curve : named;
    if (parameters.length == 0) {
      throw new BadMaterialException(
          "the EC private key does not name its curve; rewrite it:"
              + " openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem");
    }
    return element(
        SEQUENCE, VERSION_0, element(SEQUENCE, EC, parameters), element(OCTET_STRING, key));
  }

  private static byte[] curveOf(byte[] key) {
    ByteBuffer in = contents(ByteBuffer.wrap(key));
    while (in.hasRemaining()) {
      int tag = in.get(in.position()) & 0xff;
      ByteBuffer value = contents(in);
      if (tag == PARAMETERS) {
        byte[] oid = new byte[value.remaining()];
        value.get(oid);
        return oid;
      }
    }
    return new byte[0];
  }

  /** The value of the element at the buffer's position, which moves behind it. */
  private static ByteBuffer contents(ByteBuffer in) {
    in.get();
    int length = in.get() & 0xff;
    if (length > 0x80) {
      int bytes = length - 0x80;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (in.get() & 0xff);
      }
    }
    ByteBuffer value = in.slice().limit(length);
    in.position(in.position() + length);
    return value;
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = value.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
      out.write(0x80 + bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(length >> (8 * i));
      }
    }
    out.writeBytes(value.toByteArray());
    return out.toByteArray();
  }
}
