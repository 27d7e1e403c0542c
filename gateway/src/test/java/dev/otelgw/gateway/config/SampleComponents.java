package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Pipelines;
import dev.otelgw.pipeline.Processor;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.ReceiverFactory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.Sink;
import dev.otelgw.pipeline.config.Checked;
import dev.otelgw.pipeline.config.Problems;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.config.Setting;
import dev.otelgw.pipeline.connectors.ForwardFactory;
import dev.otelgw.pipeline.delivery.BatchConfig;
import dev.otelgw.pipeline.delivery.DeliverySettings;
import dev.otelgw.pipeline.delivery.QueueConfig;
import dev.otelgw.pipeline.delivery.RetryConfig;
import dev.otelgw.pipeline.delivery.Sizer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A catalogue in the shape of the real one, so that its configurations read like real ones. */
public final class SampleComponents {

  private SampleComponents() {}

  /** Receivers, processors and exporters. */
  public static List<Factory<?>> catalogue() {
    return List.of(
        new OtlpFactory(),
        new BatchFactory(),
        new LimiterFactory(),
        new HttpFactory(),
        new DebugFactory(),
        new TraceFileFactory(),
        new ForwardFactory());
  }

  record OtlpConfig(@Setting("What to listen for.") Protocols protocols) implements Checked {
    OtlpConfig() {
      this(new Protocols(null, null));
    }

    @Override
    public void check(Problems problems) {
      if (protocols.grpc() == null && protocols.http() == null) {
        problems.error("protocols", "names neither grpc nor http; add one, as in grpc:");
      }
    }
  }

  record Protocols(@Nullable Grpc grpc, @Nullable Http http) {
    Protocols() {
      this(null, null);
    }
  }

  record Grpc(
      @Setting("Address.") String endpoint,
      @Setting(value = "Largest message, in MiB.", min = 0, max = 2047) int maxRecvMsgSizeMib) {
    Grpc() {
      this("localhost:4317", 0);
    }
  }

  record Http(String endpoint, @Setting(value = "In bytes.", min = 1) long maxRequestBodySize) {
    Http() {
      this("localhost:4318", 20 << 20);
    }
  }

  record BatchProcessorConfig(Duration timeout, int sendBatchSize, int sendBatchMaxSize) {
    BatchProcessorConfig() {
      this(Duration.ofMillis(200), 8192, 0);
    }
  }

  record LimiterConfig(
      @Setting(value = "In MiB.", min = 1) @Nullable Long limitMib, boolean enabled) {
    LimiterConfig() {
      this(null, true);
    }
  }

  enum Compression {
    NONE,
    GZIP,
    ZSTD,
    X_SNAPPY_FRAMED
  }

  record HttpConfig(
      @Setting("Base URL; the signal's path is appended.") String endpoint,
      @Setting("Sent with each request.") Map<String, Secret> headers,
      @Setting("How to compress.") Compression compression,
      @Setting("Bound of one attempt.") Duration timeout,
      @Setting("For the backend.") Secret apiKey,
      @Setting(value = "Share to send.", min = 0, max = 1) double ratio,
      @Setting("Words.") List<String> tags,
      @Setting("Edits.") List<Action> actions,
      @Setting("Limits by name.") Map<String, Limit> limits,
      QueueConfig sendingQueue,
      RetryConfig retryOnFailure)
      implements Checked {
    HttpConfig() {
      this(
          "",
          Map.of(),
          Compression.GZIP,
          Duration.ofSeconds(30),
          new Secret(""),
          1,
          List.of(),
          List.of(),
          Map.of(),
          new QueueConfig(),
          new RetryConfig());
    }

    @Override
    public void check(Problems problems) {
      if (endpoint.isEmpty()) {
        problems.error("endpoint", "missing; give the backend's URL");
      } else if (!endpoint.contains("://")) {
        problems.error("endpoint", "has no scheme; write https://" + endpoint);
      }
      for (int i = 0; i < tags.size(); i++) {
        if (tags.get(i).isEmpty()) {
          problems.error("tags[" + i + "]", "is empty");
        }
      }
    }
  }

  /** Without defaults: key must be given. */
  record Action(String key, @Nullable Object value) {}

  record Limit(int most) {
    Limit() {
      this(7);
    }
  }

  enum Verbosity {
    BASIC,
    NORMAL,
    DETAILED
  }

  record DebugConfig(Verbosity verbosity) {
    DebugConfig() {
      this(Verbosity.BASIC);
    }
  }

  record TraceFileConfig(String path) {
    TraceFileConfig() {
      this("traces");
    }
  }

  private static ComponentType type(String name, String... aliases) {
    return new ComponentType(
        name, List.of(aliases), "stable", ComponentType.ALL_SIGNALS, "A sample " + name + ".");
  }

  private record OtlpFactory() implements ReceiverFactory<OtlpConfig> {
    @Override
    public ComponentType type() {
      return SampleComponents.type("otlp");
    }

    @Override
    public Class<OtlpConfig> configType() {
      return OtlpConfig.class;
    }

    @Override
    public Component create(OtlpConfig config, Pipelines next, Context context) {
      return new Component() {};
    }
  }

  private record BatchFactory() implements ProcessorFactory<BatchProcessorConfig> {
    @Override
    public ComponentType type() {
      return SampleComponents.type("batch");
    }

    @Override
    public Class<BatchProcessorConfig> configType() {
      return BatchProcessorConfig.class;
    }

    @Override
    public Processor create(
        BatchProcessorConfig config, Signal signal, Sink next, Context context) {
      return next::accept;
    }

    @Override
    public Optional<BatchConfig> batching(BatchProcessorConfig config) {
      return Optional.of(
          new BatchConfig(
              config.timeout(), config.sendBatchSize(), config.sendBatchMaxSize(), Sizer.ITEMS));
    }
  }

  private record LimiterFactory() implements ProcessorFactory<LimiterConfig> {
    @Override
    public ComponentType type() {
      return SampleComponents.type("memory_limiter");
    }

    @Override
    public Class<LimiterConfig> configType() {
      return LimiterConfig.class;
    }

    @Override
    public Processor create(LimiterConfig config, Signal signal, Sink next, Context context) {
      return next::accept;
    }
  }

  private record HttpFactory() implements ExporterFactory<HttpConfig> {
    @Override
    public ComponentType type() {
      return SampleComponents.type("otlp_http", "otlphttp");
    }

    @Override
    public Class<HttpConfig> configType() {
      return HttpConfig.class;
    }

    @Override
    public Exporter create(HttpConfig config, Context context) {
      return _ -> Outcome.accepted();
    }

    @Override
    public DeliverySettings delivery(HttpConfig config) {
      return new DeliverySettings(config.sendingQueue(), config.retryOnFailure());
    }
  }

  private record DebugFactory() implements ExporterFactory<DebugConfig> {
    @Override
    public ComponentType type() {
      return SampleComponents.type("debug");
    }

    @Override
    public Class<DebugConfig> configType() {
      return DebugConfig.class;
    }

    @Override
    public Exporter create(DebugConfig config, Context context) {
      return _ -> Outcome.accepted();
    }
  }

  private record TraceFileFactory() implements ExporterFactory<TraceFileConfig> {
    @Override
    public ComponentType type() {
      return new ComponentType(
          "trace_file", List.of(), "alpha", Set.of(Signal.TRACES), "Takes spans only.");
    }

    @Override
    public Class<TraceFileConfig> configType() {
      return TraceFileConfig.class;
    }

    @Override
    public Exporter create(TraceFileConfig config, Context context) {
      return _ -> Outcome.accepted();
    }
  }
}
