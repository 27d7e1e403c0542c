package dev.otelgw.gateway.collector;

import java.util.List;

/**
 * The keys of a component, or of a fragment that several components have.
 *
 * @param name {@code exporter otlp_http}, {@code fragment retry}, {@code service}
 * @param own its keys, but for those of fragments
 * @param parts its fragments
 */
public record KeySection(String name, List<CollectorKey> own, List<Part> parts) {

  /** Copies the lists. */
  public KeySection {
    own = List.copyOf(own);
    parts = List.copyOf(parts);
  }

  /** A fragment whose keys stand below a path. */
  public record Part(String path, String fragment) {}
}
