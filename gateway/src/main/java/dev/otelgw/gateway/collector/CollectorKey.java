package dev.otelgw.gateway.collector;

/**
 * One key of a component.
 *
 * @param path dotted, below the component; {@code []} stands for the items of a list, {@code *} for
 *     all keys there are
 * @param theirDefault the Collector's default where it is not ours; else empty
 * @param remark what is different, and why; may be empty
 */
public record CollectorKey(String path, Verdict verdict, String theirDefault, String remark) {

  CollectorKey below(String prefix) {
    return new CollectorKey(prefix + "." + path, verdict, theirDefault, remark);
  }

  /** Whether it does and is what it does and is in the Collector. */
  public boolean unchanged() {
    return verdict == Verdict.SAME && theirDefault.isEmpty() && remark.isEmpty();
  }
}
