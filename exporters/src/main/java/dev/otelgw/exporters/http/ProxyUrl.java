package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Credentials;

/**
 * The key {@code proxy_url}, read.
 *
 * @param authorization value of the Proxy-Authorization header; empty where none is sent
 */
record ProxyUrl(Proxy.Type type, String host, int port, Secret authorization) {

  private static final int HTTP_PORT = 80;
  private static final int SOCKS_PORT = 1080;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException saying what is wrong, without user and password
   */
  static ProxyUrl parse(Secret text) {
    URI uri = uri(text.reveal().strip());
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("is not a URL; write http://host:3128");
    }
    return switch (scheme) {
      case "http" ->
          new ProxyUrl(Proxy.Type.HTTP, uri.getHost(), portOr(uri, HTTP_PORT), authorization(uri));
      case "socks5", "socks" ->
          new ProxyUrl(Proxy.Type.SOCKS, uri.getHost(), portOr(uri, SOCKS_PORT), new Secret(""));
      case "https" ->
          throw new IllegalArgumentException(
              "asks for TLS to the proxy itself, which is not supported; write http://");
      default ->
          throw new IllegalArgumentException(
              "has the scheme " + scheme + "; proxies are http:// or socks5://");
    };
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (text.contains("://")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is not a URL; write http://host:3128", e);
    }
    throw new IllegalArgumentException("has no scheme; write http://host:3128");
  }

  private static int portOr(URI uri, int usual) {
    return uri.getPort() < 0 ? usual : uri.getPort();
  }

  private static Secret authorization(URI uri) {
    String user = uri.getUserInfo();
    if (user == null) {
      return new Secret("");
    }
    int colon = user.indexOf(':');
    return new Secret(
        colon < 0
            ? Credentials.basic(user, "")
            : Credentials.basic(user.substring(0, colon), user.substring(colon + 1)));
  }

  /** Reports what is wrong with the value at the key {@code proxy_url}; empty is fine. */
  static void check(Secret text, Problems problems) {
    problem(text).ifPresent(message -> problems.error("proxy_url", message));
  }

  private static Optional<String> problem(Secret text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  Proxy proxy() {
    return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
  }
}
