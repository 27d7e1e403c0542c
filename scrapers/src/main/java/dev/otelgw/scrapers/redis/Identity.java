package dev.otelgw.scrapers.redis;

/**
 * What a server is, as far as that decides which commands it has.
 *
 * @param version of Valkey its own, since redis_version stands still there
 * @param mode standalone, cluster or sentinel; empty if unknown
 */
record Identity(String version, boolean valkey, String mode, boolean clusterEnabled) {

  static Identity of(InfoFields info) {
    boolean valkey = info.get("valkey_version") != null;
    return new Identity(
        valkey ? info.get("valkey_version", "") : info.get("redis_version", ""),
        valkey,
        info.get("redis_mode", info.get("server_mode", "")),
        info.get("cluster_enabled", "0").equals("1"));
  }

  boolean sentinel() {
    return mode.equals("sentinel");
  }

  /** Whether its version is at least that; false if it is unknown. */
  boolean atLeast(int major, int minor) {
    String[] parts = version.split("\\.", -1);
    try {
      int its = Integer.parseInt(parts[0]);
      return its > major
          || (its == major && parts.length > 1 && Integer.parseInt(parts[1]) >= minor);
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
