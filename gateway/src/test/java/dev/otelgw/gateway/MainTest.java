package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("version")).isZero();
    assertThat(out.toString()).matches("otelgw \\d+\\.\\d+\\.\\d+\\S* \\(Java 2[5-9].*\\)\n");
  }

  @Test
  void versionsAreTheSameEverywhere() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith(Product.userAgent().replace('/', ' ') + " ");
  }

  @Test
  void helpNamesTheCommandsAndTheExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("healthcheck", "version", "Exit codes:", "2   wrong usage");
    assertThat(run("healthcheck", "--help")).isZero();
    assertThat(out.toString()).contains("--endpoint=HOST:PORT", "localhost:");
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("runn")).isEqualTo(2);
    assertThat(run("healthcheck", "--endpoint", "nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("which command?", "runn", "is not of the form host:port");
  }

  @Test
  void anUnhealthyGatewayIsOne() {
    assertThat(run("healthcheck", "--endpoint", "127.0.0.1:1")).isEqualTo(1);
    assertThat(err.toString()).startsWith("not ready: no answer from 127.0.0.1:1");
  }
}
