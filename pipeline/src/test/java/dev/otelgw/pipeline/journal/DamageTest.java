package dev.otelgw.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One flipped bit in every part of a segment, and a cut at every byte: damage costs what it hit.
 */
@Timeout(120)
class DamageTest {

  private static final String SEGMENT = "00000000000000000001.journal";
  private static final String MARKS = "00000000000000000001.done";
  private static final int BATCHES = 5;

  @TempDir Path folder;

  @Test
  void aFlippedBitInAFileClosedInPeaceCostsOneBatchAtMost() throws IOException {
    Journal journal = Box.open(folder.resolve("sound"));
    write(journal);
    journal.close();
    byte[] sound = Files.readAllBytes(folder.resolve("sound").resolve(SEGMENT));
    long items = totalItems();

    for (int at = 0; at < sound.length; at++) {
      Box.Rest rest = reopened(flipped(sound, at, at % 8), new byte[0], at);
      assertOneLostAtMost(rest, at);
      boolean footerWhole = at < sound.length - SegmentFormat.FOOTER && at >= SegmentFormat.HEADER;
      if (footerWhole) {
        long left = rest.batches().stream().mapToLong(stored -> stored.batch().items()).sum();
        assertThat(left + rest.lost().items()).as("items, byte %d", at).isEqualTo(items);
      }
    }
  }

  @Test
  void aFlippedBitInAFileOfAKilledProcessCostsOneBatchAtMost() throws IOException {
    byte[] sound = killed();
    for (int at = 0; at < sound.length; at++) {
      assertOneLostAtMost(reopened(flipped(sound, at, at % 8), new byte[0], at), at);
    }
  }

  @Test
  void aFileThatEndsAnywhereHasAllBatchesThatAreWhole() throws IOException {
    byte[] sound = killed();
    List<Integer> ends = ends(sound);
    for (int length = 0; length <= sound.length; length++) {
      int end = length;
      long whole = ends.stream().filter(each -> each <= end).count();
      Box.Rest rest = reopened(java.util.Arrays.copyOf(sound, length), new byte[0], length);
      assertThat(rest.names())
          .as("cut to %d bytes", length)
          .isEqualTo(JournalTest.names(0, (int) whole));
    }
  }

  @Test
  void aDamagedMarkMeansThatABatchIsSentAgainAndNoOtherIsForgotten() throws IOException {
    Journal journal = Box.open(folder.resolve("sound"));
    List<Entry> entries = write(journal);
    journal.done(entries.get(1));
    journal.done(entries.get(3));
    journal.close();
    byte[] segment = Files.readAllBytes(folder.resolve("sound").resolve(SEGMENT));
    byte[] marks = Files.readAllBytes(folder.resolve("sound").resolve(MARKS));
    assertThat(marks).hasSize(16);

    assertThat(reopened(segment, marks, 0).names()).containsExactly("b0", "b2", "b4");
    for (int at = 0; at < marks.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        assertThat(reopened(segment, flipped(marks, at, bit), at).names())
            .as("byte %d, bit %d", at, bit)
            .contains("b0", "b2", "b4")
            .hasSize(4);
      }
    }
    for (int length = 0; length < marks.length; length++) {
      assertThat(reopened(segment, java.util.Arrays.copyOf(marks, length), length).names())
          .contains("b0", "b2", "b4")
          .hasSize(length < 8 ? 5 : 4);
    }
  }

  @Test
  void damagedBytesAreKeptAside() throws IOException {
    byte[] sound = killed();
    int middle = (ends(sound).get(1) + ends(sound).get(2)) / 2;
    Path place = folder.resolve("place");
    Files.createDirectories(place);
    Files.write(place.resolve(SEGMENT), flipped(sound, middle, 0));
    Journal journal = Box.open(place);
    assertThat(Box.takeAll(journal).names()).containsExactly("b0", "b1", "b3", "b4");
    journal.close();

    List<Path> kept = Box.files(place.resolve("damaged"));
    assertThat(kept).hasSize(1);
    assertThat(Files.size(kept.getFirst())).isEqualTo(ends(sound).get(2) - ends(sound).get(1));
  }

  private static void assertOneLostAtMost(Box.Rest rest, int at) {
    List<String> all = JournalTest.names(0, BATCHES);
    assertThat(all).as("byte %d", at).containsSubsequence(rest.names());
    assertThat(rest.names()).as("byte %d", at).hasSizeGreaterThanOrEqualTo(BATCHES - 1);
  }

  private Box.Rest reopened(byte[] segment, byte[] marks, int number) throws IOException {
    Path place = folder.resolve("try-" + number + "-" + System.nanoTime());
    Files.createDirectories(place);
    Files.write(place.resolve(SEGMENT), segment);
    if (marks.length > 0) {
      Files.write(place.resolve(MARKS), marks);
    }
    Journal journal = Box.open(place);
    try {
      return Box.takeAll(journal);
    } finally {
      journal.close();
    }
  }

  private byte[] killed() throws IOException {
    Journal journal = Box.open(folder.resolve("running"));
    write(journal);
    byte[] bytes = Files.readAllBytes(folder.resolve("running").resolve(SEGMENT));
    journal.close();
    return bytes;
  }

  private static List<Entry> write(Journal journal) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      entries.add(Box.append(journal, Batches.spans("b" + i, 1 + i % 2)));
    }
    return entries;
  }

  private static long totalItems() {
    long items = 0;
    for (int i = 0; i < BATCHES; i++) {
      items += 1 + i % 2;
    }
    return items;
  }

  /** Where each record ends. */
  private static List<Integer> ends(byte[] file) {
    List<Integer> ends = new ArrayList<>();
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(file);
    int at = SegmentFormat.HEADER;
    while (at + RecordFormat.HEADER <= file.length) {
      RecordFormat.Header header = RecordFormat.read(bytes, at);
      if (header == null) {
        break;
      }
      at += (int) header.size();
      ends.add(at);
    }
    assertThat(ends).hasSize(BATCHES);
    return ends;
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    byte[] copy = bytes.clone();
    copy[at] ^= (byte) (1 << bit);
    return copy;
  }
}
