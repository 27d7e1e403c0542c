package dev.otelgw.bench.load;

import dev.otelgw.bench.message.Compression;
import dev.otelgw.bench.message.Messages;
import dev.otelgw.bench.message.Signal;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a load: what is sent, and at what pace. */
public final class Options {

  @Option(names = "--signal", description = "traces, metrics or logs. Default: ${DEFAULT-VALUE}")
  private Signal signal = Signal.TRACES;

  @Option(names = "--protocol", description = "grpc or http. Default: ${DEFAULT-VALUE}")
  private Target.Protocol protocol = Target.Protocol.GRPC;

  @Option(
      names = "--items-per-request",
      paramLabel = "N",
      description = "Spans, data points or log records a request. Default: ${DEFAULT-VALUE}")
  private int itemsPerRequest = 100;

  @Option(
      names = "--in-compression",
      paramLabel = "CODING",
      description = "How requests are packed: none, gzip or zstd. Default: ${DEFAULT-VALUE}")
  private Compression compression = Compression.NONE;

  @Option(
      names = "--ids",
      description =
          "unique: every item is recognisable, so lost and doubled ones are found; packed requests then cost the load"
              + " their packing. fixed: items are only counted. Default: unique, but fixed when requests are packed")
  private Messages.@Nullable Ids ids;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "Default: 4 (gRPC, used in turn), 256 at most (HTTP)")
  private int connections;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Closed loop: requests under way at once. Default: ${DEFAULT-VALUE}")
  private int inFlight = 16;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Open loop at so many requests a second, instead of a closed loop")
  private @Nullable Double rate;

  /** The requests to send. */
  public Messages.Shape shape() {
    return shape(compression);
  }

  /** The requests to send, packed in one way whatever the command line said. */
  public Messages.Shape shape(Compression packed) {
    Messages.Ids usual = packed == Compression.NONE ? Messages.Ids.UNIQUE : Messages.Ids.FIXED;
    return new Messages.Shape(signal, itemsPerRequest, packed, ids == null ? usual : ids);
  }

  /** Which of a gateway's listeners the load speaks to. */
  public Target.Protocol protocol() {
    return protocol;
  }

  /** A listener of a gateway. */
  public Target target(InetSocketAddress address) {
    int usual = protocol == Target.Protocol.GRPC ? 4 : 256;
    return new Target(protocol, address, connections > 0 ? connections : usual);
  }

  /** Whether the load is an open loop. */
  public boolean open() {
    return rate != null;
  }

  /** The closed loop of these options, whether or not they ask for an open one. */
  public Pace.Closed closed(long items) {
    return new Pace.Closed(inFlight, items);
  }

  /** The pace of these options: closed until {@code items}, or open for {@code duration}. */
  public Pace pace(long items, Duration duration) {
    return rate == null ? closed(items) : new Pace.Open(rate, duration);
  }
}
