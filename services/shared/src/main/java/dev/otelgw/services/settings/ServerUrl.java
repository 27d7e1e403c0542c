package dev.otelgw.services.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a server listens, and as whom to log in.
 *
 * @param scheme as in the URL, in lower case
 * @param host name or address
 * @param port 1 to 65535
 * @param user empty where the URL has none
 * @param password empty where the URL has none
 * @param path what follows the first slash, decoded; empty where there is nothing
 */
public record ServerUrl(
    String scheme, String host, int port, String user, Secret password, String path) {

  /**
   * Reads a URL; {@code IllegalArgumentException} says what it lacks, never what its password is.
   */
  static ServerUrl parse(String url, int defaultPort) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException _) {
      // What it says would show the whole URL, with the password.
      throw new IllegalArgumentException("is not a URL; percent-encode special characters");
    }
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new IllegalArgumentException("is not of the form scheme://user:password@host:port");
    }
    String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    String password = colon < 0 ? "" : login.substring(colon + 1);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return new ServerUrl(
        uri.getScheme(),
        uri.getHost(),
        uri.getPort() < 0 ? defaultPort : uri.getPort(),
        decoded(user),
        new Secret(decoded(password)),
        decoded(path.isEmpty() ? "" : path.substring(1)));
  }

  private static String decoded(String text) {
    // A plus sign is itself in this part of a URL; the decoder is made for forms.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Host and port, for messages. */
  public String place() {
    return host + ":" + port;
  }
}
