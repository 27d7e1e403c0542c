package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.scrapers.scraping.Metric;
import java.util.List;

/**
 * The column "notes" of both tables.
 *
 * @param off not sent unless the user says so
 * @param decimal written as a double
 * @param clamped a total that shrinks when an object goes, and that must not
 * @param sums whether numbers of several queues may be added up
 * @param unsigned whether a negative number is a mistake of the server's for 0
 * @param versions of servers that have it, in words; empty for all
 */
record Notes(
    boolean off,
    boolean decimal,
    boolean clamped,
    boolean sums,
    boolean unsigned,
    String versions) {

  static Notes of(List<String> words) {
    String version =
        words.stream().filter(word -> Character.isDigit(word.charAt(0))).findFirst().orElse("");
    String versions = version.isEmpty() ? "" : version + " and later";
    return new Notes(
        words.contains("off"),
        words.contains("double"),
        words.contains("clamped"),
        !words.contains("nosum"),
        words.contains("unsigned"),
        words.contains("to") ? "up to " + version : versions);
  }

  Metric on(Metric plain) {
    Metric metric = versions.isEmpty() ? plain : plain.on(versions);
    metric = decimal ? metric.decimals() : metric;
    return off ? metric.off() : metric;
  }
}
