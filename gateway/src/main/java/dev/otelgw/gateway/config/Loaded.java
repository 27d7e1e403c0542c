package dev.otelgw.gateway.config;

import java.util.List;

/** What came of reading a configuration. */
public sealed interface Loaded {

  /**
   * It can run.
   *
   * @param effective the same as text, for print-config
   * @param warnings what works but is probably not meant
   */
  record Ok(Configuration configuration, EffectiveYaml effective, List<Problem> warnings)
      implements Loaded {}

  /**
   * It cannot run.
   *
   * @param errors all of them, in the order of the files and their lines
   * @param warnings as above
   */
  record Invalid(List<Problem> errors, List<Problem> warnings) implements Loaded {}
}
