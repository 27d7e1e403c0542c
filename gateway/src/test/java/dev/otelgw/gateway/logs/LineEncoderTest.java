package dev.otelgw.gateway.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineEncoderTest {

  private static String line(LogEncoding encoding, ILoggingEvent event) {
    return new String(LineEncoder.of(encoding).encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void consoleLinesBeginWithTimeAndLevel() {
    ILoggingEvent event =
        LogEvents.event("dev.otelgw.Some", Level.INFO, null, "{}: listening", "receiver otlp");
    assertThat(line(LogEncoding.CONSOLE, event))
        .isEqualTo("2026-11-21T10:00:00.120Z INFO  receiver otlp: listening\n");
  }

  @Test
  void consoleLinesOfLibrariesNameThem() {
    ILoggingEvent event =
        LogEvents.event("io.netty.Some", Level.ERROR, new IllegalStateException("why"), "oh");
    assertThat(line(LogEncoding.CONSOLE, event))
        .startsWith(
            "2026-11-21T10:00:00.120Z ERROR io.netty.Some: oh\n"
                + "java.lang.IllegalStateException: why\n\tat ");
  }

  @Test
  void jsonLinesAreOneObjectEach() {
    ILoggingEvent event =
        LogEvents.event(
            "dev.otelgw.Some", Level.WARN, null, "{}: said \"{}\"", "exporter otlp_http/a", "ü\n");
    assertThat(line(LogEncoding.JSON, event))
        .isEqualTo(
            "{\"time\":\"2026-11-21T10:00:00.120Z\",\"level\":\"warn\",\"logger\":\"dev.otelgw.Some\","
                + "\"component\":\"exporter otlp_http/a\","
                + "\"message\":\"exporter otlp_http/a: said \\\"ü\\n\\\"\"}\n");
  }

  @Test
  void jsonLinesHoldTheStackTraceAsAString() {
    ILoggingEvent event =
        LogEvents.event("a.b", Level.ERROR, new IllegalStateException("why"), "oh: no");
    assertThat(line(LogEncoding.JSON, event))
        .contains(
            "\"message\":\"oh: no\",\"stacktrace\":\"java.lang.IllegalStateException: why\\n\\tat ")
        .doesNotContain("component")
        .endsWith("\"}\n")
        .hasLineCount(1);
  }
}
