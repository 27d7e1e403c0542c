package dev.otelgw.pipeline.processors.actions;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.wire.Attributes;
import java.util.List;

/** The actions of a configuration, ready to be taken, one after the other. Thread-safe. */
public final class Actions {

  private final List<AttributeAction> steps;
  private final boolean askCaller;

  private Actions(List<AttributeAction> steps) {
    this.steps = steps;
    this.askCaller = steps.stream().anyMatch(AttributeAction.PutOfCaller.class::isInstance);
  }

  /** The actions of configurations that were checked. */
  public static Actions of(List<ActionConfig> configs) {
    return new Actions(configs.stream().map(AttributeAction::of).toList());
  }

  /** These, with what they take from the current request put in: so it is looked up once. */
  public Actions forCaller() {
    if (!askCaller) {
      return this;
    }
    Caller caller = Caller.current();
    return new Actions(steps.stream().map(step -> step.of(caller)).toList());
  }

  /** Changes the attributes of one message. */
  public void apply(Attributes attributes) {
    for (AttributeAction step : steps) {
      step.apply(attributes);
    }
  }
}
