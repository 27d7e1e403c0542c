package dev.otelgw.pipeline;

import dev.otelgw.pipeline.config.Reference;

/** The extensions that run, for components that are configured to use one. Thread-safe. */
public interface Extensions {

  /** None at all. */
  Extensions NONE =
      new Extensions() {
        @Override
        public <T> T get(Reference<T> reference) {
          throw new IllegalArgumentException("extension " + reference.id() + " does not run");
        }
      };

  /**
   * The extension of that name, as what it offers. Configurations are checked, so a component that
   * read the reference from its own record need not fear the exception. It is started before the
   * components that use it, and closed after them.
   *
   * @throws IllegalArgumentException if it does not run or offers no such thing
   */
  <T> T get(Reference<T> reference);
}
