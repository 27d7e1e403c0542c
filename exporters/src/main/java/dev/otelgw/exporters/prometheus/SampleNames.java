package dev.otelgw.exporters.prometheus;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which family uses a name for its samples: a summary {@code a} has {@code a_count}, so no gauge
 * can. Reading is thread-safe; who writes does so one at a time.
 */
final class SampleNames {

  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final Notices notices;

  SampleNames(Notices notices) {
    this.notices = notices;
  }

  boolean has(String sample) {
    return owners.containsKey(sample);
  }

  /**
   * Takes all names of a family.
   *
   * @throws Unusable if one of them is another family's, and then takes none
   */
  void claim(Family family) throws Unusable {
    for (String sample : family.samples()) {
      String owner = owners.get(sample);
      if (owner != null) {
        notices.conflict();
        throw new Unusable("its sample %s would be one of the metric %s".formatted(sample, owner));
      }
    }
    family.samples().forEach(sample -> owners.put(sample, family.text()));
  }

  void release(Family family) {
    family.samples().forEach(owners::remove);
  }
}
