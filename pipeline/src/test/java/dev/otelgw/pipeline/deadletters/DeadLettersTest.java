package dev.otelgw.pipeline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path folder;

  @Test
  void aLetterComesBackAsItWas() throws IOException {
    DeadLetters letters = new DeadLetters(folder.resolve("a"));
    Batch batch = Batches.spans("x", 3);
    DeadLetter written =
        letters.add("otlp_http/b", batch, Reason.INVALID, "400: bad\nanswer: span\t3", NOON);

    List<DeadLetter> found = new DeadLetters(folder.resolve("a")).list();

    assertThat(found).hasSize(1);
    DeadLetter letter = found.getFirst();
    assertThat(letter.id()).isEqualTo(written.id());
    assertThat(letter.exporter()).isEqualTo("otlp_http/b");
    assertThat(letter.items()).isEqualTo(3);
    assertThat(letter.refused()).isEqualTo(NOON);
    assertThat(letter.reason()).isEqualTo(Reason.INVALID);
    assertThat(letter.answer()).as("on one line").isEqualTo("400: bad answer: span 3");
    assertThat(letters.batch(letter).orElseThrow().toByteArray()).isEqualTo(batch.toByteArray());
  }

  @Test
  void lettersOfOneMomentAreAllKept() throws IOException {
    for (int i = 0; i < 20; i++) {
      DeadLetter _ =
          new DeadLetters(folder)
              .add("debug", Batches.spans("x" + i, 1), Reason.INVALID, "no", NOON);
    }
    assertThat(new DeadLetters(folder).list()).hasSize(20);
  }

  @Test
  void itsHeadCanBeReadByPeople() throws IOException {
    DeadLetters letters = new DeadLetters(folder);
    DeadLetter letter = letters.add("debug", Batches.spans("x", 1), Reason.INVALID, "no", NOON);
    Path file = folder.resolve(letter.id() + ".letter");
    assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("otelgw dead letter 1\nexporter: debug\nsignal: traces\nitems: 1\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void isMarkedToBeSentAgainByAnotherProcess() throws IOException {
    DeadLetters gateway = new DeadLetters(folder);
    gateway.add("debug", Batches.spans("x", 1), Reason.INVALID, "no", NOON);
    gateway.add("debug", Batches.spans("y", 1), Reason.INVALID, "no", NOON.plusSeconds(1));
    assertThat(gateway.toResend()).isEmpty();

    DeadLetters command = new DeadLetters(folder);
    assertThat(command.resend(command.list().getFirst())).isTrue();

    List<DeadLetter> marked = gateway.toResend();
    assertThat(marked).hasSize(1);
    assertThat(gateway.batch(marked.getFirst())).isPresent();
    assertThat(gateway.drop(marked.getFirst())).isTrue();
    assertThat(gateway.list()).hasSize(1);
    assertThat(gateway.drop(marked.getFirst())).isFalse();
  }

  @Test
  void damagedFilesAreLeftOutAndLeftAlone() throws IOException {
    DeadLetters letters = new DeadLetters(folder);
    DeadLetter letter = letters.add("debug", Batches.spans("x", 2), Reason.INVALID, "no", NOON);
    Path file = folder.resolve(letter.id() + ".letter");
    byte[] sound = Files.readAllBytes(file);
    Files.write(folder.resolve("odd.letter"), new byte[] {1, 2, 3});

    assertThat(letters.list()).hasSize(1);
    Files.write(file, java.util.Arrays.copyOf(sound, sound.length - 1));
    assertThatThrownBy(() -> letters.batch(letter)).hasMessageContaining("damaged");
    for (int length = 0; length < sound.length; length += 7) {
      Files.write(file, java.util.Arrays.copyOf(sound, length));
      assertThat(letters.list()).hasSizeLessThanOrEqualTo(1);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }
}
