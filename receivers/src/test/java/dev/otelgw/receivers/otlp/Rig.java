package dev.otelgw.receivers.otlp;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.testing.Changed;
import dev.otelgw.pipeline.testing.RecordingObserver;
import dev.otelgw.pipeline.testing.RoutedSinks;
import dev.otelgw.pipeline.testing.ScriptedSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** A receiver on free ports of 127.0.0.1, with all around it that a test looks at. */
final class Rig implements AutoCloseable {

  /** What a test may change before the start. */
  static final class Options {
    int grpcMib = 1;
    long httpBytes = 1 << 20;
    List<String> compressions = List.of();
    Duration head = Duration.ofSeconds(10);
    Duration body = Duration.ofSeconds(60);
    Duration idle = Duration.ofMinutes(3);
    Memory memory = new Memory(1L << 32);
    Clock clock = Clock.SYSTEM;
    Set<Signal> signals = EnumSet.allOf(Signal.class);
    Extensions extensions = Extensions.NONE;
    boolean grpc = true;
    boolean http = true;

    /** Components of {@link OtlpGrpcConfig}, each followed by its value. */
    Object[] grpcKeys = {};

    /** Components of {@link OtlpHttpConfig}, each followed by its value. */
    Object[] httpKeys = {};

    Rig start() {
      return new Rig(this);
    }

    private OtlpReceiverConfig config() {
      return new OtlpReceiverConfig(
          new OtlpReceiverConfig.Protocols(
              grpc ? Changed.record(grpc(), grpcKeys) : null,
              http ? Changed.record(http(), httpKeys) : null));
    }

    private OtlpGrpcConfig grpc() {
      return Changed.record(
          new OtlpGrpcConfig(), "endpoint", "127.0.0.1:0", "maxRecvMsgSizeMib", grpcMib);
    }

    private OtlpHttpConfig http() {
      return Changed.record(
          new OtlpHttpConfig(),
          "endpoint",
          "127.0.0.1:0",
          "maxRequestBodySize",
          httpBytes,
          "compressionAlgorithms",
          compressions,
          "readHeaderTimeout",
          head,
          "readTimeout",
          body,
          "idleTimeout",
          idle);
    }
  }

  static final ComponentId ID = new ComponentId(ComponentId.Kind.RECEIVER, "otlp", "");

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(OtlpReceiver.class);

  final ScriptedSink sink = new ScriptedSink();

  /** In whose name each batch came, in their order. */
  final List<Caller> callers = new CopyOnWriteArrayList<>();

  final RecordingObserver observer = new RecordingObserver();
  final Memory memory;
  final OtlpReceiver receiver;
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  private Rig(Options options) {
    memory = options.memory;
    Map<Signal, Sink> next = new EnumMap<>(Signal.class);
    Sink noting =
        batch -> {
          callers.add(Caller.current());
          return sink.accept(batch);
        };
    options.signals.forEach(signal -> next.put(signal, noting));
    receiver =
        new OtlpReceiver(
            options.config(),
            new RoutedSinks(next),
            new Context(ID, observer, options.clock, memory, "otelgw/test", options.extensions));
    appender.start();
    LOGGER.addAppender(appender);
    receiver.start();
  }

  static Rig start() {
    return new Options().start();
  }

  /** What was logged at level WARN. */
  List<String> warnings() {
    synchronized (appender) {
      return new ArrayList<>(appender.list)
          .stream()
              .filter(event -> event.getLevel() == ch.qos.logback.classic.Level.WARN)
              .map(ILoggingEvent::getFormattedMessage)
              .toList();
    }
  }

  @Override
  public void close() {
    receiver.close();
    LOGGER.detachAppender(appender);
  }
}
