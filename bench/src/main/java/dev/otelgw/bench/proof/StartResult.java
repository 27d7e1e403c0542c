package dev.otelgw.bench.proof;

import java.util.List;

/**
 * One start.
 *
 * @param arm the gateway's name
 * @param itemsPerRequest how many items each record on disk has
 * @param ended how the process before it had ended
 * @param queued items on disk
 * @param disk their size, in MiB
 * @param listening seconds from the start of the process until it listened
 * @param cpu CPU seconds that took, which say more than the time where others use the machine
 * @param counted the same until its own metrics told that many items; {@code NaN}: not asked
 */
record StartResult(
    String arm,
    int itemsPerRequest,
    String ended,
    long queued,
    double disk,
    double listening,
    double cpu,
    double counted) {

  private static final List<String> HEAD =
      List.of(
          "arm",
          "items a record",
          "ended before by",
          "queued items",
          "on disk MiB",
          "listening after s",
          "CPU seconds until then",
          "queue counted after s");

  static String table(List<StartResult> results) {
    return Markdown.table(HEAD, results.stream().map(StartResult::cells).toList());
  }

  private List<String> cells() {
    return List.of(
        arm,
        Integer.toString(itemsPerRequest),
        ended,
        Long.toString(queued),
        Markdown.whole(disk),
        Markdown.two(listening),
        Markdown.two(cpu),
        Double.isNaN(counted) ? "-" : Markdown.two(counted));
  }
}
