package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.Clock;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;

/**
 * Keeps the cookies of backends, for load balancers that want a client to stay with one server (RFC
 * 6265). In memory only. Thread-safe.
 */
final class CookieStore implements CookieJar {

  /** As many as are kept; a load balancer sets one or two. */
  private static final int MOST = 100;

  private final Clock clock;
  private final List<Cookie> kept = new ArrayList<>();

  CookieStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void saveFromResponse(HttpUrl url, List<Cookie> cookies) {
    for (Cookie cookie : cookies) {
      kept.removeIf(old -> isSame(old, cookie));
      kept.add(cookie);
    }
    forgetExpired();
    while (kept.size() > MOST) {
      kept.removeFirst();
    }
  }

  @Override
  public synchronized List<Cookie> loadForRequest(HttpUrl url) {
    forgetExpired();
    return kept.stream().filter(cookie -> cookie.matches(url)).toList();
  }

  private void forgetExpired() {
    long now = clock.now().toEpochMilli();
    kept.removeIf(cookie -> cookie.expiresAt() <= now);
  }

  /** RFC 6265, 5.3: a cookie replaces the one of the same name, domain and path. */
  private static boolean isSame(Cookie one, Cookie other) {
    return one.name().equals(other.name())
        && one.domain().equals(other.domain())
        && one.path().equals(other.path());
  }
}
