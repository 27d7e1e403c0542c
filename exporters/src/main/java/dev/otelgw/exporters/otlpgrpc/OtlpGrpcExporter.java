package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.exporters.answers.Words;
import dev.otelgw.exporters.compression.CompressorPool;
import dev.otelgw.exporters.headers.RequestHeaders;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.Tls;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches as OTLP over gRPC: one call per batch, from the bytes the batch holds. The caller's
 * thread compresses, writes the message and parks; event loops move bytes only. Thread-safe.
 *
 * <p>A call that the backend did not look at, because it was just closing the connection, is sent
 * again on another one by gRPC itself.
 */
final class OtlpGrpcExporter implements Exporter {

  private static final Logger log = LoggerFactory.getLogger(OtlpGrpcExporter.class);

  /** Threads are made when connections are; a connection stays with one of them. */
  private static final int LOOPS = 2;

  private static final long CLOSE_SECONDS = 3;

  /** What fits into a gRPC message, whose length has 32 bits with a sign in grpc-java. */
  private static final long LARGEST_MESSAGE = Integer.MAX_VALUE - 1024L;

  private final OtlpGrpcConfig config;
  private final Context context;
  private final @Nullable CompressorPool compressors;
  private final RequestHeaders headers;
  private final Metadata fixedHeaders;
  private final CallOptions options;
  private final Answers answers;
  private final ConnectionTrouble trouble;
  private final Reconnecting reconnecting = new Reconnecting();
  private @Nullable EventLoopGroup loops;
  private @Nullable ExecutorService lookups;
  private volatile @Nullable ManagedChannel channel;

  OtlpGrpcExporter(OtlpGrpcConfig config, Context context) {
    this.config = config;
    this.context = context;
    this.compressors =
        config.compression().format().map(format -> new CompressorPool(format, 1)).orElse(null);
    CallOptions call = CallOptions.DEFAULT;
    if (compressors != null) {
      call = call.withCompression(config.compression().encoding());
    }
    this.options = config.waitForReady() ? call.withWaitForReady() : call;
    Words words = new Words(config.headers().values());
    this.headers = new RequestHeaders(config.headers(), config.auth(), context, words);
    this.fixedHeaders = headers.vary() ? new Metadata() : MetadataRules.of(config.headers());
    Target target = config.target();
    this.answers = new Answers(context.id(), target.toString(), config.compression(), words);
    this.trouble = new ConnectionTrouble(target, config.speaksTls(), config.timeout(), words);
  }

  @Override
  public synchronized void start() {
    String key = context.id().key();
    Tls tls = config.speaksTls() ? Tls.client(config.tls(), "tls", context) : null;
    loops =
        new MultiThreadIoEventLoopGroup(
            LOOPS, new DefaultThreadFactory(key + "/loop", true), NioIoHandler.newFactory());
    lookups =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(key + "/lookup").factory());
    channel = Channels.of(config, tls, userAgent(), loops, lookups);
    log.info(
        "{}: sends to {} ({}, compression {}, timeout {})",
        context.id(),
        config.target(),
        tls == null ? "plain text" : "TLS",
        config.compression().name().toLowerCase(Locale.ROOT),
        ConnectionTrouble.inWords(config.timeout()));
    if (headers.vary() && tls == null) {
      log.warn(
          "{}: sends the credentials of auth in plain text; remove tls.insecure unless the network"
              + " is trusted",
          context.id());
    }
  }

  private String userAgent() {
    if (!config.userAgent().isEmpty()) {
      return config.userAgent();
    }
    String given = MetadataRules.userAgent(config.headers());
    return given.isEmpty()
        ? "%s (%s/%s)"
            .formatted(
                context.product(), System.getProperty("os.name"), System.getProperty("os.arch"))
            .toLowerCase(Locale.ROOT)
        : given;
  }

  /** One attempt. */
  @Override
  public Outcome accept(Batch batch) {
    ManagedChannel open = channel;
    if (open == null) {
      return stopping();
    }
    if (batch.size() > LARGEST_MESSAGE) {
      return new Outcome.Rejected(
          Reason.TOO_LARGE,
          "%d bytes are more than a gRPC message can have".formatted(batch.size()));
    }
    Metadata own = new Metadata();
    own.merge(fixedHeaders);
    if (headers.vary()) {
      Map<String, Secret> next = headers.next();
      Optional<String> unsendable = MetadataRules.unsendable(next);
      if (unsendable.isPresent()) {
        return new Outcome.Rejected(
            Reason.INVALID,
            "the header %s that auth gives cannot be sent".formatted(unsendable.get()));
      }
      own.merge(MetadataRules.of(next));
    }
    return attempt(open, own, batch);
  }

  private Outcome attempt(ManagedChannel open, Metadata own, Batch batch) {
    try {
      Payload payload = payload(batch);
      reconnecting.before(open);
      Attempt.Reply reply =
          Attempt.send(open.newCall(Export.of(batch.signal()), limited()), own, payload);
      reconnecting.after(reply.status());
      return channel == null
          ? stopping()
          : trouble
              .explain(reply.status(), reply.trailers())
              .orElseGet(() -> answers.read(reply, batch));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return stopping();
    } catch (IOException e) {
      throw new IllegalStateException("compressing in memory cannot fail", e);
    }
  }

  private Payload payload(Batch batch) throws IOException {
    return compressors == null
        ? Payload.Segments.of(batch)
        : new Payload.Compressed(compressors.compress(batch));
  }

  private CallOptions limited() {
    return config.timeout().isZero()
        ? options
        : options.withDeadlineAfter(config.timeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  private static Outcome stopping() {
    return Outcome.refused(Reason.SHUTTING_DOWN, "the exporter is stopping");
  }

  /** Breaks off what is under way, closes connections, frees the compressors. */
  @Override
  public void close() {
    ManagedChannel open = channel;
    channel = null;
    if (open != null) {
      open.shutdownNow();
      awaitEnd(open);
    }
    release();
    if (compressors != null) {
      compressors.close();
    }
  }

  private static void awaitEnd(ManagedChannel open) {
    try {
      if (!open.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        log.debug("the channel is still closing");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void release() {
    if (loops != null) {
      loops
          .shutdownGracefully(0, 1, TimeUnit.SECONDS)
          .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
      loops = null;
    }
    if (lookups != null) {
      lookups.shutdownNow();
      lookups = null;
    }
  }
}
