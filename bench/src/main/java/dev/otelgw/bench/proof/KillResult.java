package dev.otelgw.bench.proof;

import dev.otelgw.bench.load.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What came of killing one arm again and again.
 *
 * @param arm its name
 * @param protocol how the load came in
 * @param kills how often it was killed
 * @param whileStarting how many of these before it listened
 * @param acknowledged items of wholly acknowledged requests
 * @param notAcknowledged requests that were refused, or broken off by a kill; they are not sent
 *     again
 * @param missing acknowledged items that never arrived
 * @param duplicates items that arrived again
 * @param recent items that had arrived in the last second before a kill, so that their end may not
 *     have been written down: what duplicates are bounded by
 * @param worst most duplicates after a single kill
 * @param elapsed from the first start to the last arrival
 */
record KillResult(
    String arm,
    Target.Protocol protocol,
    int kills,
    int whileStarting,
    long acknowledged,
    long notAcknowledged,
    long missing,
    long duplicates,
    long recent,
    long worst,
    Duration elapsed) {

  private static final List<String> HEAD =
      List.of(
          "arm",
          "transport",
          "kills (while starting)",
          "acknowledged items",
          "missing",
          "duplicates",
          "arrived in the last second before a kill",
          "most duplicates after one kill",
          "requests not acknowledged",
          "seconds");

  static String table(List<KillResult> results) {
    return Markdown.table(HEAD, results.stream().map(KillResult::cells).toList());
  }

  private List<String> cells() {
    return List.of(
        arm,
        protocol.name().toLowerCase(Locale.ROOT),
        kills + " (" + whileStarting + ")",
        Long.toString(acknowledged),
        Markdown.missing(missing, acknowledged),
        Long.toString(duplicates),
        Long.toString(recent),
        Long.toString(worst),
        Long.toString(notAcknowledged),
        Long.toString(elapsed.toSeconds()));
  }
}
