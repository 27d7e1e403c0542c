package dev.otelgw.pipeline.processors.attributes;

import dev.otelgw.pipeline.processors.actions.Actions;
import dev.otelgw.pipeline.wire.Edit;
import dev.otelgw.pipeline.wire.WireMessage;
import org.jspecify.annotations.Nullable;

/** Takes the actions with every item that is included and not excluded. For one batch. */
final class AttributesEdit implements Edit {

  private final Actions actions;
  private final @Nullable Match include;
  private final @Nullable Match exclude;

  /** Whether what is being visited may be excluded, as far as its resource goes; and so on. */
  private boolean resourceExcluded;

  private boolean scopeExcluded;
  private boolean metricExcluded;

  AttributesEdit(Actions actions, @Nullable Match include, @Nullable Match exclude) {
    this.actions = actions;
    this.include = include;
    this.exclude = exclude;
  }

  @Override
  public Verdict resource(WireMessage resource) {
    resourceExcluded = exclude != null && exclude.resource(resource);
    return include == null || include.resource(resource) ? Verdict.VISIT : Verdict.KEEP;
  }

  @Override
  public Verdict scope(WireMessage scope) {
    scopeExcluded = resourceExcluded && exclude != null && exclude.scope(scope);
    metricExcluded = scopeExcluded;
    return include == null || include.scope(scope) ? Verdict.VISIT : Verdict.KEEP;
  }

  @Override
  public Verdict metric(WireMessage metric) {
    metricExcluded = scopeExcluded && exclude != null && exclude.metric(metric);
    return include == null || include.metric(metric) ? Verdict.VISIT : Verdict.KEEP;
  }

  @Override
  public Verdict item(WireMessage item) {
    boolean excluded = metricExcluded && exclude != null && exclude.item(item);
    if (!excluded && (include == null || include.item(item))) {
      actions.apply(item.attributes());
    }
    return Verdict.KEEP;
  }
}
