package dev.otelgw.pipeline;

/**
 * The name of a component instance in a configuration: {@code type} or {@code type/name}.
 *
 * @param kind which section it stands in
 * @param type the component's type as its factory names it, or an alias of it
 * @param name what distinguishes it from others of its type; empty where there is one
 */
public record ComponentId(Kind kind, String type, String name) {

  /** The sections of a configuration that define components. */
  public enum Kind {
    /** Under {@code receivers}. */
    RECEIVER,
    /** Under {@code processors}. */
    PROCESSOR,
    /** Under {@code exporters}. */
    EXPORTER,
    /** Under {@code connectors}. */
    CONNECTOR,
    /** Under {@code extensions}. */
    EXTENSION
  }

  /** As configurations write it: {@code otlp_http/primary}. */
  public String key() {
    return name.isEmpty() ? type : type + "/" + name;
  }

  /** As messages write it: {@code exporter otlp_http/primary}. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + key();
  }
}
