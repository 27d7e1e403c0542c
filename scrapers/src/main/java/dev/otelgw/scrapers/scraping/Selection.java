package dev.otelgw.scrapers.scraping;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a user wants of a system: tables and switches, resolved once. Immutable. */
final class Selection {

  private final ScrapedSystem system;
  private final Naming naming;
  private final Map<String, Boolean> metrics = new HashMap<>();
  private final Set<String> resourceAttributes;
  private final List<Group> groups;

  Selection(ScrapedSystem system, ScrapeSettings settings) {
    this.system = system;
    this.naming = settings.naming();
    settings.metrics().forEach((name, toggle) -> metrics.put(name, toggle.enabled()));
    this.groups =
        system.groups().stream()
            .map(group -> configured(group, settings.groups().get(group.name())))
            .filter(Group::enabled)
            .toList();
    this.resourceAttributes =
        system.allResourceAttributes().stream()
            .filter(attribute -> {
              Toggle toggle = settings.resourceAttributes().get(attribute.name());
              return toggle == null ? attribute.enabled() : toggle.enabled();
            })
            .map(ResourceAttribute::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Group configured(Group group, @Nullable GroupConfig config) {
    if (config == null) {
      return group;
    }
    Boolean enabled = config.enabled();
    Duration interval = config.interval();
    return new Group(
        group.name(),
        group.summary(),
        enabled == null ? group.enabled() : enabled,
        interval == null ? group.interval() : interval,
        group.spread());
  }

  ScrapedSystem system() {
    return system;
  }

  Naming naming() {
    return naming;
  }

  /** The groups that are on, in their order, with their intervals. */
  List<Group> groups() {
    return groups;
  }

  /** Whether points of this metric are sent. A switch of its own wins over the table's default. */
  boolean wants(Metric metric) {
    return metric.naming() == naming && metrics.getOrDefault(metric.row(), metric.enabled());
  }

  boolean wantsResource(String attribute) {
    return resourceAttributes.contains(attribute);
  }
}
