package dev.otelgw.pipeline;

/**
 * Makes components of one type.
 *
 * @param <C> the record that a configuration is read into. It has a constructor without parameters
 *     that gives the documented defaults; see {@link dev.otelgw.pipeline.config.Setting}.
 */
public sealed interface Factory<C extends Record>
    permits ReceiverFactory, ProcessorFactory, ExporterFactory, ConnectorFactory, ExtensionFactory {

  /** Name, aliases, signals. */
  ComponentType type();

  /** The class of the configuration record. */
  Class<C> configType();
}
