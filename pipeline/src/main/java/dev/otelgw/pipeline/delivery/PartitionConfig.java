package dev.otelgw.pipeline.delivery;

import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What batches must have in common to be joined: {@code sending_queue.batch.partition}. */
public record PartitionConfig(
    @Setting(
            "Headers of requests (the receiver needs include_metadata): those that differ in one of"
                + " them are never sent together. What is sent, is sent with these headers at hand,"
                + " for an extension such as headers_setter.")
        List<String> metadataKeys,
    @Setting(
            value =
                "As many different values of them may wait at once; more are refused until some are"
                    + " sent. 0: no limit.",
            min = 0)
        long metadataCardinalityLimit)
    implements Checked {

  /** Everything may be joined. */
  public PartitionConfig() {
    this(List.of(), 0);
  }

  /** Header names are the same in any case. */
  public PartitionConfig {
    metadataKeys = metadataKeys.stream().map(key -> key.toLowerCase(Locale.ROOT)).toList();
  }

  /** What remains of a caller when the request waits to be joined with others. */
  Caller kept(Caller caller) {
    if (metadataKeys.isEmpty() || caller.metadata().isEmpty()) {
      return Caller.NOBODY;
    }
    Map<String, List<String>> kept = new TreeMap<>();
    for (String key : metadataKeys) {
      List<String> values = caller.metadata().get(key);
      if (values != null) {
        kept.put(key, values);
      }
    }
    return kept.isEmpty() ? Caller.NOBODY : new Caller("", kept, Map.of());
  }

  /** Keeps apart what one of the two does. The lower limit counts. */
  public PartitionConfig and(PartitionConfig other) {
    Set<String> keys = new HashSet<>(metadataKeys);
    List<String> all = new ArrayList<>(metadataKeys);
    other.metadataKeys.stream().filter(keys::add).forEach(all::add);
    long limit = metadataCardinalityLimit;
    long others = other.metadataCardinalityLimit;
    return new PartitionConfig(
        all, limit == 0 || others == 0 ? Math.max(limit, others) : Math.min(limit, others));
  }

  @Override
  public void check(Problems problems) {
    check("metadata_keys", metadataKeys, problems);
    if (metadataKeys.isEmpty() && metadataCardinalityLimit > 0) {
      problems.warning("metadata_cardinality_limit", "has no effect without metadata_keys");
    }
  }

  /** Reports what cannot be a list of headers to keep apart, at {@code key}. */
  public static void check(String key, List<String> headers, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < headers.size(); i++) {
      String header = headers.get(i).toLowerCase(Locale.ROOT);
      if (header.isBlank()) {
        problems.error("%s[%d]".formatted(key, i), "is empty; write the name of a header");
      } else if (!seen.add(header)) {
        problems.error(
            "%s[%d]".formatted(key, i),
            "\"%s\" stands here twice; header names are the same in any case".formatted(header));
      }
    }
  }
}
