package dev.otelgw.gateway.storage;

import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Setting;
import java.time.Duration;

/** The Collector's {@code file_storage} extension. */
public record FileStorageConfig(
    @Setting("The folder, made if it is not there; one process uses it at a time.")
        String directory,
    @Setting("Has no effect: nothing here waits for a lock.") Duration timeout,
    @Setting(
            "Acknowledge data only when the disk itself has it, so that it survives a loss of"
                + " power. false: it survives the end of the process, however that comes.")
        boolean fsync,
    @Setting("Make the folder if it is not there.") boolean createDirectory,
    @Setting("Must be 0700: telemetry is nobody else's to read.") String directoryPermissions,
    @Setting("Has no effect: damaged records are left out and kept aside, whole ones are used.")
        boolean recreate,
    @Setting("Has no effect: files go when what they hold is delivered.") Compaction compaction)
    implements Checked {

  private static final String PRIVATE = "0700";

  /** Taken, so that configurations of the Collector can be used as they are. */
  public record Compaction(
      @Setting("Has no effect.") boolean onStart,
      @Setting("Has no effect.") boolean onRebound,
      @Setting("Has no effect.") String directory,
      @Setting("Has no effect.") long reboundNeededThresholdMib,
      @Setting("Has no effect.") long reboundTriggerThresholdMib,
      @Setting("Has no effect.") long maxTransactionSize,
      @Setting("Has no effect.") Duration checkInterval,
      @Setting("Has no effect.") boolean cleanupOnStart) {

    /** The Collector's defaults. */
    public Compaction() {
      this(false, false, "", 100, 10, 65536, Duration.ofSeconds(5), false);
    }
  }

  /** A folder beside where the gateway was started. */
  public FileStorageConfig() {
    this("data/queue", Duration.ofSeconds(1), false, true, PRIVATE, false, new Compaction());
  }

  @Override
  public void check(Problems problems) {
    if (directory.isBlank()) {
      problems.error("directory", "is empty; name a folder, such as data/queue");
    }
    if (!directoryPermissions.equals(PRIVATE)) {
      problems.warning(
          "directory_permissions",
          "has no effect: the folder is made with 0700, since telemetry is nobody else's to read");
    }
    if (!compaction.equals(new Compaction())) {
      problems.warning("compaction", "has no effect: files go when what they hold is delivered");
    }
  }
}
