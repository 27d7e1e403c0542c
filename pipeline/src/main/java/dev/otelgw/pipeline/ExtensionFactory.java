package dev.otelgw.pipeline;

/** Makes extensions: components beside the pipelines. */
public non-sealed interface ExtensionFactory<C extends Record> extends Factory<C> {

  /** An extension that may look at the gateway it runs in. */
  Component create(C config, Host host, Context context);
}
