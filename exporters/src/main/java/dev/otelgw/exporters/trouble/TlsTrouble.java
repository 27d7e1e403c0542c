package dev.otelgw.exporters.trouble;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Why a TLS handshake failed. Stateless. */
public final class TlsTrouble {

  private TlsTrouble() {}

  /** Cause and cure, about a peer called "it". */
  public static String words(Throwable e) {
    Throwable cause = Causes.deepest(e);
    return switch (cause) {
      case CertificateExpiredException _ ->
          "its certificate has expired (" + cause.getMessage() + ")";
      case CertificateNotYetValidException _ ->
          "its certificate is not valid yet (" + cause.getMessage() + "); is this clock right?";
      case CertPathBuilderException _ ->
          "its certificate is not signed by an authority that this Java trusts";
      default ->
          Causes.mention(e, "terminated the handshake")
              ? "it hung up during the handshake; does this port speak TLS?"
              : String.valueOf(cause.getMessage());
    };
  }
}
