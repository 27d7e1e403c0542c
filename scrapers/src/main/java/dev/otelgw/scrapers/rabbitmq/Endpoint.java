package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.config.Problems;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** URLs of a node, as configurations write them. Stateless. */
final class Endpoint {

  private static final int PLUGIN_PORT = 15692;
  private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");

  private Endpoint() {}

  /** Reports what is wrong with {@code text} at {@code key}, and how it should look. */
  static void check(String key, String text, Problems problems) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      problems.error(
          key,
          "\"%s\" is not a URL; write http://host:port or https://host:port"
              .formatted(USER_INFO.matcher(text).replaceAll("//***@")));
    } else if (!url.username().isEmpty() || !url.password().isEmpty()) {
      problems.error(key, "holds a user; write username and password beside it");
    }
  }

  /** The plugin of the node whose API is there. */
  static HttpUrl plugin(@Nullable String text, HttpUrl api) {
    HttpUrl url = text == null ? null : HttpUrl.parse(text);
    return url != null
        ? url
        : new HttpUrl.Builder().scheme("http").host(api.host()).port(PLUGIN_PORT).build();
  }

  /** A resource below a URL, whose own path stays as {@code management.path_prefix} has it. */
  static HttpUrl below(HttpUrl base, String path, String... query) {
    HttpUrl.Builder url = base.newBuilder().query(null).fragment(null);
    int segments = base.pathSegments().size();
    if (base.pathSegments().getLast().isEmpty()) {
      url.removePathSegment(segments - 1);
    }
    url.addPathSegments(path);
    for (int i = 0; i + 1 < query.length; i += 2) {
      url.addQueryParameter(query[i], query[i + 1]);
    }
    return url.build();
  }

  /** For messages. */
  static String shown(HttpUrl url) {
    return url.newBuilder().username("").password("").query(null).build().toString();
  }
}
