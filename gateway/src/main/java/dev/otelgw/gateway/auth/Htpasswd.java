package dev.otelgw.gateway.auth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users and their passwords. Immutable.
 *
 * @param users by their names
 * @param problems lines that say nothing, in words that show no secret
 */
record Htpasswd(Map<String, StoredPassword> users, List<String> problems) {

  Htpasswd {
    users = Map.copyOf(users);
    problems = List.copyOf(problems);
  }

  /** Reads {@code name:hash} lines. Empty ones and those that start with # are skipped. */
  static Htpasswd read(String text) {
    Map<String, StoredPassword> users = new HashMap<>();
    List<String> problems = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        problems.add("line %d: is not of the form name:hash".formatted(i + 1));
        continue;
      }
      String name = line.substring(0, colon);
      try {
        users.put(name, StoredPassword.of(line.substring(colon + 1)));
      } catch (IllegalArgumentException e) {
        problems.add("line %d, user %s: %s".formatted(i + 1, name, e.getMessage()));
      }
    }
    return new Htpasswd(users, problems);
  }

  /** These users, and those of {@code stronger}, which win. */
  Htpasswd with(Htpasswd stronger) {
    Map<String, StoredPassword> all = new HashMap<>(users);
    all.putAll(stronger.users);
    List<String> both = new ArrayList<>(problems);
    both.addAll(stronger.problems);
    return new Htpasswd(all, both);
  }

  /** A password that takes long to check; empty where every one is quick. */
  Optional<StoredPassword> slowest() {
    return users.values().stream().filter(StoredPassword::isSlow).findAny();
  }
}
