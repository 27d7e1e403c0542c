package dev.otelgw.pipeline.processors.actions;

import dev.otelgw.pipeline.wire.Attributes;
import java.util.List;

/** The actions of a configuration, ready to be taken, one after the other. Thread-safe. */
public final class Actions {

  private final List<AttributeAction> steps;

  private Actions(List<AttributeAction> steps) {
    this.steps = steps;
  }

  /** The actions of configurations that were checked. */
  public static Actions of(List<ActionConfig> configs) {
    return new Actions(configs.stream().map(AttributeAction::of).toList());
  }

  /** Changes the attributes of one message. */
  public void apply(Attributes attributes) {
    for (AttributeAction step : steps) {
      step.apply(attributes);
    }
  }
}
