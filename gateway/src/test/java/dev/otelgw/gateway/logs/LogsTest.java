package dev.otelgw.gateway.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogsTest {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeEach
  void catchStandardError() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveStandardErrorBack() {
    System.setErr(before);
    Logs.install(new LogsConfig());
  }

  private List<String> lines() {
    return written.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void logsFromTheLevelOn() {
    try (Logs _ = Logs.install(new LogsConfig(LogLevel.INFO, LogEncoding.CONSOLE))) {
      Logger logger = LoggerFactory.getLogger("dev.otelgw.Test");
      logger.debug("no");
      logger.info("yes");
    }
    assertThat(lines()).singleElement().asString().endsWith("Z INFO  yes");
  }

  @Test
  void ofNoisyLibrariesOnlyWarningsAreShown() {
    try (Logs _ = Logs.install(new LogsConfig(LogLevel.DEBUG, LogEncoding.CONSOLE))) {
      LoggerFactory.getLogger("io.netty.A").info("no");
      LoggerFactory.getLogger("io.grpc.A").debug("no");
      LoggerFactory.getLogger("io.grpc.internal.ManagedChannelImpl").warn("no");
      LoggerFactory.getLogger("okhttp3.A").warn("yes");
    }
    assertThat(lines()).singleElement().asString().endsWith(" WARN  okhttp3.A: yes");
  }

  @Test
  void javaUtilLoggingGoesTheSameWay() {
    try (Logs _ = Logs.install(new LogsConfig(LogLevel.INFO, LogEncoding.JSON))) {
      java.util.logging.Logger logger = java.util.logging.Logger.getLogger("some.library");
      logger.fine("no");
      logger.warning("yes");
    }
    assertThat(lines())
        .singleElement()
        .asString()
        .contains("\"level\":\"warn\",\"logger\":\"some.library\",\"message\":\"yes\"");
  }

  @Test
  void closingSaysWhatWasCounted() {
    try (Logs _ = Logs.install(new LogsConfig())) {
      Logger logger = LoggerFactory.getLogger("dev.otelgw.Test");
      logger.warn("again");
      logger.warn("again");
    }
    assertThat(lines()).hasSize(2).last().asString().contains("again (repeated 1 time in ");
  }
}
