package dev.otelgw.gateway.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import dev.otelgw.pipeline.Clock;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up logging to standard error, for the whole process. */
public final class Logs implements AutoCloseable {

  /** Marks the answer to what somebody asked for, by a signal for example: said each time. */
  public static final Marker ASKED = MarkerFactory.getMarker("asked");

  /** Libraries whose news is ours to tell: only their warnings are shown. */
  private static final List<String> NOISY = List.of("io.netty", "io.grpc", "okhttp3");

  /** What these warn of, with a stack for each attempt, our components say in a line. */
  private static final List<String> TOLD =
      List.of(
          "com.zaxxer.hikari",
          "io.grpc.internal.ManagedChannelImpl",
          "io.grpc.netty.NettyServerHandler",
          "io.grpc.netty.NettyServerStream",
          "io.grpc.netty.NettyServerTransport",
          "io.netty.bootstrap.Bootstrap",
          "org.postgresql");

  private final LoggerContext context;

  private Logs(LoggerContext context) {
    this.context = context;
  }

  /**
   * Logs like this from now on, in place of whatever was set up before. Messages of
   * java.util.logging go the same way. Close it last: it says what was being counted.
   */
  public static Logs install(LogsConfig config) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    apply(config, context);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    return new Logs(context);
  }

  static void apply(LogsConfig config, LoggerContext context) {
    context.reset();
    context.start();
    LevelChangePropagator levels = new LevelChangePropagator();
    levels.setContext(context);
    levels.setResetJUL(true);
    context.addListener(levels);

    LineEncoder encoder = LineEncoder.of(config.encoding());
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setName("stderr");
    stderr.setContext(context);
    stderr.setTarget("System.err");
    stderr.setEncoder(encoder);
    OnceAppender once = new OnceAppender(stderr, Clock.SYSTEM);
    once.setName("once");
    once.setContext(context);
    once.start();

    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(config.level().level());
    root.addAppender(once);
    if (config.level().compareTo(LogLevel.WARN) < 0) {
      NOISY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }
    TOLD.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
  }

  /** Says what repeated messages have not been said, and stops. */
  @Override
  public void close() {
    context.stop();
  }
}
