package dev.otelgw.services.api.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealerTest {

  private static Sealer sealer(int seed) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) seed);
    return new Sealer(new SecretKeySpec(key, "AES"));
  }

  @Test
  void opensWhatItSealedAndHidesIt() {
    String sealed = sealer(1).seal("token", "here");
    assertThat(sealed).doesNotContain("token");
    assertThat(sealer(1).open(sealed, "here")).contains("token");
  }

  @Test
  void sealsTheSameTextDifferentlyEachTime() {
    assertThat(sealer(1).seal("token", "here")).isNotEqualTo(sealer(1).seal("token", "here"));
  }

  @Test
  void opensNothingOfAnotherKeyOrPlace() {
    String sealed = sealer(1).seal("token", "here");
    assertThat(sealer(2).open(sealed, "here")).isEmpty();
    assertThat(sealer(1).open(sealed, "there")).isEmpty();
  }

  @Test
  void opensNothingThatWasChanged() {
    byte[] sealed = Base64.getDecoder().decode(sealer(1).seal("token", "here"));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(sealer(1).open(Base64.getEncoder().encodeToString(changed), "here")).isEmpty();
    }
    assertThat(sealer(1).open("", "here")).isEmpty();
    assertThat(sealer(1).open("no base64!", "here")).isEmpty();
  }
}
