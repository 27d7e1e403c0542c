package dev.otelgw.exporters.trouble;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** Why a TLS handshake failed. Stateless. */
public final class TlsTrouble {

  private TlsTrouble() {}

  /**
   * Cause and cure, about a peer called "it".
   *
   * @param configurable whether the exporter has a section {@code tls} to cure it with
   */
  public static String words(Throwable e, boolean configurable) {
    Throwable cause = Causes.deepest(e);
    return switch (cause) {
      case CertificateExpiredException _ ->
          "its certificate has expired (" + cause.getMessage() + ")";
      case CertificateNotYetValidException _ ->
          "its certificate is not valid yet (" + cause.getMessage() + "); is this clock right?";
      case CertPathBuilderException _ ->
          "its certificate is not signed by an authority that this Java trusts"
              + (configurable ? "; if it is yours, name its file in ca_file under tls" : "");
      default -> other(e, String.valueOf(cause.getMessage()), configurable);
    };
  }

  private static String other(Throwable e, String message, boolean configurable) {
    if (Causes.mention(e, "No subject alternative") || Causes.mention(e, "No name matching")) {
      return "its certificate is for other names (%s)%s"
          .formatted(
              message,
              configurable
                  ? "; use one of its names, or server_name_override under tls"
                  : "; use one of its names");
    }
    if (configurable
        && (Causes.mention(e, "certificate_required") || Causes.mention(e, "bad_certificate"))) {
      return "it does not accept our certificate (%s); check cert_file and key_file under tls"
          .formatted(message);
    }
    return Causes.mention(e, "terminated the handshake")
        ? "it hung up during the handshake; does this port speak TLS?"
        : message;
  }
}
