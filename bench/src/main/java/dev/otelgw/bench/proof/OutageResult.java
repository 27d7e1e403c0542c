package dev.otelgw.bench.proof;

import java.util.List;
import java.util.Locale;

/**
 * What came of one outage.
 *
 * @param arm the gateway's name
 * @param trouble what was wrong with the backend
 * @param acknowledged items taken while it lasted
 * @param arriving items a second while it lasted
 * @param refused requests not acknowledged while it lasted
 * @param missing acknowledged items that never arrived
 * @param duplicates items that arrived again
 * @param before resident memory before, in MiB
 * @param atEnd the same when the trouble ended
 * @param after the same a while after the last item had arrived
 * @param disk what lay on disk when the trouble ended, in MiB
 * @param diskAfter what lay there in the end
 * @param resumed seconds from the end of the trouble to the first arrival
 * @param drained seconds from the first arrival to the last of what had waited
 * @param drainRate of what had waited, items a second
 * @param meanwhile items a second that came in while it drained
 */
record OutageResult(
    String arm,
    OutageRun.Trouble trouble,
    long acknowledged,
    double arriving,
    long refused,
    long missing,
    long duplicates,
    double before,
    double atEnd,
    double after,
    double disk,
    double diskAfter,
    double resumed,
    double drained,
    double drainRate,
    double meanwhile) {

  private static final List<String> HEAD =
      List.of(
          "arm",
          "trouble",
          "acknowledged in it",
          "refused requests",
          "missing",
          "duplicates",
          "RSS before / at its end / after MiB",
          "on disk at its end / after MiB",
          "arriving items/s in it",
          "first arrival after s",
          "drained in s",
          "drain items/s",
          "arriving meanwhile items/s");

  static String table(List<OutageResult> results) {
    return Markdown.table(HEAD, results.stream().map(OutageResult::cells).toList());
  }

  private List<String> cells() {
    return List.of(
        arm,
        trouble.name().toLowerCase(Locale.ROOT),
        Long.toString(acknowledged),
        Long.toString(refused),
        Markdown.missing(missing, acknowledged),
        Long.toString(duplicates),
        String.join(" / ", Markdown.whole(before), Markdown.whole(atEnd), Markdown.whole(after)),
        Markdown.whole(disk) + " / " + Markdown.whole(diskAfter),
        Markdown.whole(arriving),
        Markdown.one(resumed),
        Markdown.one(drained),
        Markdown.whole(drainRate),
        Markdown.whole(meanwhile));
  }
}
