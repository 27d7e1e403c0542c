package dev.otelgw.receivers.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Listens for exceptions in every log: of the receiver, of Netty with its leaks, of gRPC. */
final class Complaints implements AutoCloseable {

  private static final List<String> LOGGERS =
      List.of(org.slf4j.Logger.ROOT_LOGGER_NAME, "dev.otelgw");

  /** These tell with a stack what clients do wrong; the gateway does not show them. */
  private static final List<java.util.logging.Logger> CLIENTS =
      Stream.of("NettyServerHandler", "NettyServerStream", "NettyServerTransport")
          .map(name -> java.util.logging.Logger.getLogger("io.grpc.netty." + name))
          .toList();

  private final Consumer<String> heard;
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null) {
            String stack =
                event.getThrowableProxy() == null
                    ? ""
                    : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
            heard.accept(event.getLoggerName() + ": " + event.getFormattedMessage() + stack);
          }
        }
      };
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord event) {
          if (event.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue()) {
            heard.accept(
                event.getLoggerName() + ": " + event.getMessage() + " " + event.getThrown());
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  /** Tells {@code heard} of each, on the thread that complains. */
  Complaints(Consumer<String> heard) {
    this.heard = heard;
    appender.start();
    LOGGERS.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).addAppender(appender));
    LogManager.getLogManager().getLogger("").addHandler(handler);
    CLIENTS.forEach(logger -> logger.setLevel(java.util.logging.Level.SEVERE));
  }

  @Override
  public void close() {
    LOGGERS.forEach(name -> ((Logger) LoggerFactory.getLogger(name)).detachAppender(appender));
    LogManager.getLogManager().getLogger("").removeHandler(handler);
    CLIENTS.forEach(logger -> logger.setLevel(null));
  }
}
