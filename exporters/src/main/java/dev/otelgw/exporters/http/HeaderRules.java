package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be asked for under {@code headers}. */
public final class HeaderRules {

  /** A token of RFC 9110, section 5.6.2. */
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");

  /** They describe the body, which only the exporter knows. */
  private static final Set<String> OWN =
      Set.of("content-type", "content-length", "content-encoding", "transfer-encoding");

  private HeaderRules() {}

  /** Reports headers that cannot be sent, at {@code headers.<name>}, without showing values. */
  public static void check(Map<String, Secret> headers, Problems problems) {
    headers.forEach((name, value) -> {
      String key = "headers." + name;
      if (!NAME.matcher(name).matches()) {
        problems.error(key, "is not a header name; use letters, digits and hyphens");
      } else if (isOwn(name)) {
        problems.warning(key, "is set by the exporter itself; this one is ignored");
      } else if (!VALUE.matcher(value.reveal()).matches()) {
        problems.error(
            key, "has a line break or a character that is not ASCII in its value; remove it");
      }
    });
  }

  /** Whether these can stand in a request. */
  static boolean canBeSent(String name, Secret value) {
    return NAME.matcher(name).matches() && VALUE.matcher(value.reveal()).matches();
  }

  static boolean isOwn(String name) {
    return OWN.contains(name.toLowerCase(Locale.ROOT));
  }
}
