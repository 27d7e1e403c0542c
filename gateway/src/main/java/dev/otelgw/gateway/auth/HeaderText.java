package dev.otelgw.gateway.auth;

import dev.otelgw.pipeline.config.Problems;
import java.util.regex.Pattern;

/** What can be sent in a header (RFC 9110, sections 5.1 and 5.5). */
final class HeaderText {

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  private HeaderText() {}

  /** Reports what is no name of a header. */
  static void checkName(String key, String name, Problems problems) {
    if (!NAME.matcher(name).matches()) {
      problems.error(
          key, "\"%s\" is not a header name; use letters, digits and hyphens".formatted(name));
    }
  }

  /** Whether a secret can be sent as it is. */
  static boolean isValue(String secret) {
    return VALUE.matcher(secret).matches();
  }
}
