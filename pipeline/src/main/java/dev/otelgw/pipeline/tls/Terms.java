package dev.otelgw.pipeline.tls;

import dev.otelgw.pipeline.config.Problems;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** On which terms TLS is spoken: versions, cipher suites, groups. The same on both sides. */
record Terms(
    String minVersion,
    String maxVersion,
    List<String> cipherSuites,
    List<String> curvePreferences,
    Duration reloadInterval) {

  static final String MIN_VERSION = "1.2";
  static final Duration RELOAD_INTERVAL = Duration.ofSeconds(10);

  private static final List<String> VERSIONS = List.of("1.2", "1.3");

  /** Go's names of the groups, and the JDK's (RFC 8422, 5.1.1). */
  private static final Map<String, String> GROUPS = groups();

  /** In Go, not yet in the JDK; what stands beside it in a list is what is used. */
  private static final String POST_QUANTUM = "X25519MLKEM768";

  private static Map<String, String> groups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put("X25519", "x25519");
    groups.put("P256", "secp256r1");
    groups.put("P384", "secp384r1");
    groups.put("P521", "secp521r1");
    return groups;
  }

  Terms {
    minVersion = minVersion.isEmpty() ? MIN_VERSION : minVersion;
  }

  void check(Problems problems) {
    boolean known = checkVersion("min_version", minVersion, problems);
    known &= maxVersion.isEmpty() || checkVersion("max_version", maxVersion, problems);
    if (known && versions().isEmpty()) {
      problems.error(
          "max_version", "%s is older than min_version (%s)".formatted(maxVersion, minVersion));
    }
    checkSuites(problems);
    checkGroups(problems);
    if (reloadInterval.isNegative()) {
      problems.error("reload_interval", "must not be negative; 0 never looks again");
    }
  }

  private static boolean checkVersion(String key, String version, Problems problems) {
    if (VERSIONS.contains(version)) {
      return true;
    }
    String why =
        version.equals("1.0") || version.equals("1.1")
            ? "TLS %s is broken and forbidden (RFC 8996), and the Java runtime has it off; use 1.2"
                .formatted(version)
            : "\"%s\" is no version of TLS that is spoken here; use 1.2 or 1.3".formatted(version);
    problems.error(key, why);
    return false;
  }

  private void checkSuites(Problems problems) {
    List<String> known = Suites.KNOWN;
    List<String> unknown = cipherSuites.stream().filter(suite -> !known.contains(suite)).toList();
    if (!unknown.isEmpty()) {
      problems.error(
          "cipher_suites",
          "%s: unknown, or switched off as unsafe by the Java runtime; known are %s"
              .formatted(String.join(", ", unknown), String.join(", ", known)));
    }
    if (!cipherSuites.isEmpty() && versions().equals(List.of("TLSv1.3"))) {
      if (cipherSuites.stream().noneMatch(Suites::ofTls13)) {
        problems.warning(
            "cipher_suites", "has no effect with min_version 1.3: none of them is of TLS 1.3");
      }
    }
  }

  private void checkGroups(Problems problems) {
    for (String group : curvePreferences) {
      if (group.equals(POST_QUANTUM)) {
        problems.warning(
            "curve_preferences",
            POST_QUANTUM + " is not in this Java runtime; the other groups of the list are used");
      } else if (!GROUPS.containsKey(group)) {
        problems.error(
            "curve_preferences",
            "\"%s\" is unknown; known are %s".formatted(group, String.join(", ", GROUPS.keySet())));
      }
    }
    if (curvePreferences.contains(POST_QUANTUM) && namedGroups().length == 0) {
      problems.error("curve_preferences", "names no group that can be used; add X25519");
    }
  }

  private List<String> versions() {
    String newest = maxVersion.isEmpty() ? VERSIONS.getLast() : maxVersion;
    return VERSIONS.stream()
        .filter(version -> version.compareTo(minVersion) >= 0 && version.compareTo(newest) <= 0)
        .map(version -> "TLSv" + version)
        .toList();
  }

  private String[] namedGroups() {
    return curvePreferences.stream()
        .filter(GROUPS::containsKey)
        .map(GROUPS::get)
        .toArray(String[]::new);
  }

  /** As the JDK takes them. */
  SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(versions().toArray(String[]::new));
    parameters.setCipherSuites(suites());
    if (namedGroups().length > 0) {
      parameters.setNamedGroups(namedGroups());
    }
    return parameters;
  }

  /**
   * As in Go, where the list is about TLS 1.2 alone: those of TLS 1.3 stay on, unless the list
   * names some of them.
   */
  private String[] suites() {
    if (cipherSuites.isEmpty()) {
      return Suites.USUAL.toArray(String[]::new);
    }
    List<String> suites = new ArrayList<>();
    if (cipherSuites.stream().noneMatch(Suites::ofTls13)) {
      Suites.USUAL.stream().filter(Suites::ofTls13).forEach(suites::add);
    }
    suites.addAll(cipherSuites);
    return suites.toArray(String[]::new);
  }

  /** What the Java runtime has. */
  private static final class Suites {

    static final List<String> USUAL = of(context().getDefaultSSLParameters());
    static final List<String> KNOWN =
        Stream.concat(USUAL.stream(), of(context().getSupportedSSLParameters()).stream())
            .distinct()
            .toList();

    private static SSLContext context() {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[0], null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the Java runtime has no usable TLS", e);
      }
    }

    private static List<String> of(SSLParameters parameters) {
      return Arrays.stream(parameters.getCipherSuites())
          .filter(suite -> !suite.endsWith("_SCSV"))
          .toList();
    }

    /** Those of TLS 1.3 name no key exchange (RFC 8446, B.4). */
    static boolean ofTls13(String suite) {
      return !suite.contains("_WITH_");
    }
  }
}
