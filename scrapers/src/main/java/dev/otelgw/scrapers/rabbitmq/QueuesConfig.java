package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.util.List;

/** Which queues get series of their own. */
public record QueuesConfig(
    @Setting("Virtual hosts whose queues are read, as patterns with *.") List<String> vhosts,
    @Setting("Virtual hosts whose queues are not read, as patterns with *.")
        List<String> excludeVhosts,
    @Setting(
            "Queues with the most messages that get series of their own; the rest of a virtual host"
                + " goes into one with the name other.")
        int topByDepth,
    @Setting("Beside these, queues whose number of messages changes most.") int topByChange,
    @Setting(
            "Whether amq.gen-*, exclusive and auto-delete queues may get series of their own. They"
                + " come and go; without it they are in other.")
        boolean temporary,
    @Setting(
            "Group queue_details is left out where a node has more queues: it costs the server"
                + " about eight times what group queues does.")
        int detailsUpTo)
    implements Checked {

  /** All virtual hosts, 300 queues. */
  public QueuesConfig() {
    this(List.of("*"), List.of(), 200, 100, false, 1000);
  }

  /** Copies the lists. */
  public QueuesConfig {
    vhosts = List.copyOf(vhosts);
    excludeVhosts = List.copyOf(excludeVhosts);
  }

  @Override
  public void check(Problems problems) {
    notNegative("top_by_depth", topByDepth, problems);
    notNegative("top_by_change", topByChange, problems);
    notNegative("details_up_to", detailsUpTo, problems);
    if (topByDepth + topByChange > 500) {
      problems.warning(
          "top_by_depth",
          "%d queues with up to 14 series each may pass the limit of %d series of a target"
              .formatted(topByDepth + topByChange, RabbitMqSystem.MAX_SERIES));
    }
  }

  private static void notNegative(String key, int value, Problems problems) {
    if (value < 0) {
      problems.error(key, "must be 0 or more, was " + value);
    }
  }
}
