package dev.otelgw.gateway.proxy;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, in either case, as curl and Go read
 * them: addresses of this machine never go through a proxy. Immutable.
 */
public final class EnvironmentProxies extends ProxySelector {

  private static final Logger LOG = LoggerFactory.getLogger(EnvironmentProxies.class);
  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final @Nullable URI http;
  private final @Nullable URI https;
  private final List<String> exceptions;

  EnvironmentProxies(Map<String, String> environment) {
    this.http = proxy("HTTP_PROXY", environment);
    this.https = proxy("HTTPS_PROXY", environment);
    this.exceptions =
        List.of(value("NO_PROXY", environment).toLowerCase(Locale.ROOT).split("[,\\s]+", -1));
  }

  /** From now on the whole process connects as the environment says. */
  public static void install(Map<String, String> environment) {
    EnvironmentProxies proxies = new EnvironmentProxies(environment);
    if (proxies.http == null && proxies.https == null) {
      return;
    }
    ProxySelector.setDefault(proxies);
    // The JDK refuses basic authentication to proxies for https by default; a proxy URL asks for
    // it.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    Authenticator.setDefault(proxies.credentials());
  }

  @Override
  public List<Proxy> select(URI target) {
    boolean secure = "https".equalsIgnoreCase(target.getScheme());
    URI proxy = secure ? https : http;
    String host = target.getHost();
    if (proxy == null || host == null || excepted(host.toLowerCase(Locale.ROOT))) {
      return DIRECT;
    }
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port)));
  }

  @Override
  public void connectFailed(URI target, SocketAddress proxy, IOException e) {
    LOG.debug("proxy {} for {}", proxy, target.getHost(), e);
  }

  private boolean excepted(String host) {
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    for (String exception : exceptions) {
      String domain = exception.startsWith("*.") ? exception.substring(1) : exception;
      if (domain.isEmpty()) {
        continue;
      }
      if (domain.equals("*") || host.equals(domain.replaceFirst("^\\.", ""))) {
        return true;
      }
      if (host.endsWith(domain.startsWith(".") ? domain : "." + domain)) {
        return true;
      }
    }
    return false;
  }

  private Authenticator credentials() {
    return new Authenticator() {
      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        for (URI proxy : new @Nullable URI[] {https, http}) {
          if (proxy != null
              && getRequestorType() == RequestorType.PROXY
              && proxy.getHost().equalsIgnoreCase(getRequestingHost())
              && proxy.getRawUserInfo() != null) {
            String[] userInfo = proxy.getRawUserInfo().split(":", 2);
            String password = userInfo.length == 2 ? decoded(userInfo[1]) : "";
            return new PasswordAuthentication(decoded(userInfo[0]), password.toCharArray());
          }
        }
        return null;
      }
    };
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static @Nullable URI proxy(String name, Map<String, String> environment) {
    String value = value(name, environment);
    if (value.isBlank()) {
      return null;
    }
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("not a URL", e);
    }
    // Not the value itself: it may hold a password.
    LOG.warn("{} is no URL like http://host:port; connecting without a proxy", name);
    return null;
  }

  private static String value(String name, Map<String, String> environment) {
    String lower = environment.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    return lower.isBlank() ? environment.getOrDefault(name, "") : lower;
  }
}
