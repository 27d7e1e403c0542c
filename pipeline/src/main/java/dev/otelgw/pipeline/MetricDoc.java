package dev.otelgw.pipeline;

import java.util.List;

/**
 * A metric that a component makes itself, for its documentation.
 *
 * @param vocabulary a heading: metrics of one vocabulary are listed together
 * @param name as sent
 * @param stored as a backend that speaks PromQL stores it
 * @param type in a word or two: {@code gauge}, {@code counter}
 * @param unit in UCUM; may be empty
 * @param attributes of its points
 * @param group it is read with
 * @param enabled whether it is on by default
 * @param source where the number comes from, and which servers have it
 * @param description one phrase
 */
public record MetricDoc(
    String vocabulary,
    String name,
    String stored,
    String type,
    String unit,
    List<String> attributes,
    String group,
    boolean enabled,
    String source,
    String description) {

  /** Copies the list. */
  public MetricDoc {
    attributes = List.copyOf(attributes);
  }
}
