package dev.otelgw.services.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What a service needs to do its work, and which of it is missing. Thread-safe once built. */
public final class Health {

  private final Map<String, BooleanSupplier> checks = new LinkedHashMap<>();

  /** Adds something that is needed; the check must answer within a second or two. */
  public Health needs(String name, BooleanSupplier check) {
    checks.put(name, check);
    return this;
  }

  /** The names of what is missing now; empty where all is well. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    checks.forEach((name, check) -> {
      if (!check.getAsBoolean()) {
        missing.add(name);
      }
    });
    return missing;
  }

  /** The answer as JSON: {@code {"status":"ok"}}, or which names are missing. */
  public static String json(List<String> missing) {
    return missing.isEmpty()
        ? "{\"status\":\"ok\"}"
        : "{\"status\":\"unavailable\",\"missing\":[\"" + String.join("\",\"", missing) + "\"]}";
  }
}
