package dev.otelgw.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Who sent the request that the current thread is working on. Receivers bind it around the call
 * into the pipelines; processors and queues may ask for it there. Immutable.
 *
 * @param address of the client, without its port; empty where it has none
 * @param metadata its headers, by names in lower case; empty unless the receiver is told to {@code
 *     include_metadata}
 * @param identity what authentication found out, for example {@code subject}
 */
public record Caller(
    String address, Map<String, List<String>> metadata, Map<String, String> identity) {

  /** For work that no request started, such as a scrape. */
  public static final Caller NOBODY = new Caller("", Map.of(), Map.of());

  private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

  /** Copies the maps. */
  public Caller {
    metadata = Map.copyOf(metadata);
    identity = Map.copyOf(identity);
  }

  /** The caller of this thread's request, {@link #NOBODY} where there is none. */
  public static Caller current() {
    return CURRENT.isBound() ? CURRENT.get() : NOBODY;
  }

  /** Does {@code work} in the name of this caller. */
  public <T> T call(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /**
   * A value by the Collector's names: {@code metadata.<header>}, {@code auth.<attribute>}, {@code
   * client.address}. Several where a header came several times; none where there is no such thing.
   */
  public List<String> values(String name) {
    if (name.startsWith("metadata.")) {
      return metadata.getOrDefault(
          name.substring("metadata.".length()).toLowerCase(Locale.ROOT), List.of());
    }
    if (name.startsWith("auth.")) {
      String found = identity.get(name.substring("auth.".length()));
      return found == null ? List.of() : List.of(found);
    }
    return name.equals("client.address") && !address.isEmpty() ? List.of(address) : List.of();
  }
}
