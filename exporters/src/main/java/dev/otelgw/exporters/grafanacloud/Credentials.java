package dev.otelgw.exporters.grafanacloud;

import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who sends: the stack's OTLP instance id and an access policy token. Grafana's own pages show the
 * two in several shapes, so a token may be pasted as {@code id:token}, or as the Base64 of that,
 * with {@code Basic} before it or not.
 */
record Credentials(String instanceId, Secret token) {

  private static final Pattern PAIR = Pattern.compile("(\\d+):(\\S+)");
  private static final Pattern BASIC =
      Pattern.compile("(?:Authorization[=:]\\s*)?(?:Basic(?:\\s+|%20))?([A-Za-z0-9+/]{16,}={0,2})");

  /** From the two keys as they are written. */
  static Credentials of(String instanceId, Secret apiKey) {
    String id = instanceId.strip();
    Matcher pair = PAIR.matcher(unpacked(apiKey.reveal().strip()));
    if (!pair.matches()) {
      return new Credentials(id, new Secret(apiKey.reveal().strip()));
    }
    return new Credentials(id.isEmpty() ? pair.group(1) : id, new Secret(pair.group(2)));
  }

  /** The id that was pasted with the token; empty where there is none. */
  private static String pastedId(Secret apiKey) {
    Matcher pair = PAIR.matcher(unpacked(apiKey.reveal().strip()));
    return pair.matches() ? pair.group(1) : "";
  }

  private static String unpacked(String key) {
    Matcher basic = BASIC.matcher(key);
    if (!basic.matches()) {
      return key;
    }
    try {
      String plain = new String(Base64.getDecoder().decode(basic.group(1)), StandardCharsets.UTF_8);
      return PAIR.matcher(plain).matches() ? plain : key;
    } catch (IllegalArgumentException _) {
      return key; // Not Base64, so it is the token itself.
    }
  }

  /** Reports what cannot work, without showing the token. */
  static void check(String instanceId, Secret apiKey, Problems problems) {
    Credentials credentials = of(instanceId, apiKey);
    String token = credentials.token.reveal();
    if (token.isEmpty()) {
      problems.error(
          "api_key",
          "is empty; create an access policy token (glc_...) with the scopes metrics:write,"
              + " logs:write, traces:write");
    } else if (token.startsWith("glsa_")) {
      problems.error(
          "api_key",
          "is a service account token (glsa_...), which cannot write telemetry; create an access"
              + " policy token (glc_...) with the scopes metrics:write, logs:write, traces:write");
    } else if (!token.matches("[\\x21-\\x7e]+")) {
      problems.error(
          "api_key", "has a space or a character that is not ASCII in it; paste it anew");
    } else if (!token.startsWith("glc_")) {
      problems.warning("api_key", "does not begin with glc_, as access policy tokens do");
    }
    checkId(credentials.instanceId, pastedId(apiKey), problems);
  }

  private static void checkId(String id, String pasted, Problems problems) {
    if (id.isEmpty()) {
      problems.error(
          "instance_id",
          "is empty; set the number shown as Instance ID at grafana.com: your stack, OpenTelemetry,"
              + " Configure");
    } else if (!id.matches("\\d+")) {
      problems.error(
          "instance_id",
          "\"%s\" is not a number such as 123456; the token goes into api_key"
              .formatted(id.length() > 20 || id.contains("gl") ? "***" : id));
    } else if (!pasted.isEmpty() && !pasted.equals(id)) {
      problems.error(
          "instance_id",
          "is %s, but api_key is written for %s; which one is right?".formatted(id, pasted));
    }
  }

  /** The value of the Authorization header. */
  Secret basic() {
    return new Secret(okhttp3.Credentials.basic(instanceId, token.reveal()));
  }
}
