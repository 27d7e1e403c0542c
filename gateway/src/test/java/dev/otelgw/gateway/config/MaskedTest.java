package dev.otelgw.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTest {

  record Text(String text) {}

  @ParameterizedTest
  @CsvSource({
    "https://user:password@host/path, https://user:***@host/path",
    "https://user:p@ss@host, https://user:***@host",
    "https://user:p/ss@host:1/x, https://user:***@host:1/x",
    "https://:password@host, https://:***@host",
    "https://token@host, https://***@host",
    "http://host:4318/at@home, http://host:4318/at@home",
    "http://host/at@home, http://host/at@home",
    "mail@host, mail@host",
    "unix:///run/x.sock, unix:///run/x.sock",
  })
  void hidesWhatIsSecretInAnAddress(String written, String shown) {
    assertThat(Masked.record(new Text(written))).containsEntry("text", shown);
  }
}
