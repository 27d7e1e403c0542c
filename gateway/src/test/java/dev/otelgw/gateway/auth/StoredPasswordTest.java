package dev.otelgw.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredPasswordTest {

  /** Those of Apache's documentation, and of RFC 4648's tools. */
  @ParameterizedTest
  @CsvSource({
    "$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/, myPassword, true",
    "$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC, myPassword, true",
    "{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=, myPassword, false",
    "{SSHA}/lLSOXpMWipWr3ifiighLCpqBiFoMzBM, password, false",
    "myPassword, myPassword, false",
    "{PLAIN}myPassword, myPassword, false"
  })
  void knowsThePasswordAndNoOther(String stored, String password, boolean slow) {
    StoredPassword known = StoredPassword.of(stored);
    assertThat(known.matches(bytes(password))).isTrue();
    assertThat(known.matches(bytes(password + "x"))).isFalse();
    assertThat(known.matches(bytes(password.toUpperCase(java.util.Locale.ROOT)))).isFalse();
    assertThat(known.matches(bytes(""))).isFalse();
    assertThat(known.isSlow()).isEqualTo(slow);
    assertThat(known.toString()).doesNotContain(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
  void takesEveryVersionOfBcrypt(String version) {
    String hash = BCrypt.withDefaults().hashToString(4, "pässword".toCharArray());
    StoredPassword known = StoredPassword.of(version + hash.substring(4));
    assertThat(known.matches(bytes("pässword"))).isTrue();
    assertThat(known.matches(bytes("password"))).isFalse();
  }

  @Test
  void bcryptSeesTheFirst72BytesAsEverywhere() {
    String hash = BCrypt.withDefaults().hashToString(4, "a".repeat(71).toCharArray());
    assertThat(StoredPassword.of(hash).matches(bytes("a".repeat(71)))).isTrue();
    assertThat(StoredPassword.of(hash).matches(bytes("a".repeat(200)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$2y$05$short",
        "$2y$99$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC",
        "$apr1$r31.....$short",
        "{SHA}not base64",
        "{SHA}AAAA",
        "{SSHA}VBPuJHI7uixaa6LQGWx4s+5GKNE="
      })
  void aBrokenHashIsNoPassword(String stored) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoredPassword.of(stored))
        .withMessageContaining("is malformed")
        .withMessageNotContaining(stored.substring(6));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
