package dev.otelgw.gateway.http;

import java.util.Map;

/**
 * Bounds on what a client can hold of the JDK's HTTP servers in this process: health, own metrics,
 * status, and exporters that are scraped. The JDK reads them once, when the first server is made,
 * and has none of its own for these.
 */
public final class ServerLimits {

  /** By the names of jdk.httpserver's documentation. */
  private static final Map<String, String> LIMITS =
      Map.of(
          // Seconds for a request to arrive.
          "sun.net.httpserver.maxReqTime", "10",
          // Of each server.
          "jdk.httpserver.maxConnections", "500",
          // Bytes of a request's head.
          "sun.net.httpserver.maxReqHeaderSize", "65536");

  private ServerLimits() {}

  /** Sets what the user has not set by {@code -D}. To be called before anything listens. */
  public static void set() {
    LIMITS.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }
}
