package dev.otelgw.bench.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  private final Placeholders values =
      new Placeholders(Map.of("port", "4317", "dir", "/a b", "both", "@dir@:@port@"));

  @Test
  void fillsTextsAndValuesOfValues() {
    assertThat(values.fill("x", "endpoint: 127.0.0.1:@port@, @both@, me@example.com"))
        .isEqualTo("endpoint: 127.0.0.1:4317, /a b:4317, me@example.com");
  }

  @Test
  void cutsCommandsAtSpacesOutsideQuotes() {
    assertThat(values.command("x", "gateway  --config \"@dir@/c.yaml\" --port=@port@"))
        .containsExactly("gateway", "--config", "/a b/c.yaml", "--port=4317");
  }

  @Test
  void laterValuesWin() {
    assertThat(values.with(Map.of("port", "1")).fill("x", "@port@")).isEqualTo("1");
  }

  @Test
  void namesAnUnknownPlaceholderAndTheKnownOnes() {
    assertThatThrownBy(() -> values.fill("nginx.conf", "@prot@"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nginx.conf: unknown placeholder @prot@")
        .hasMessageContaining("port");
  }
}
