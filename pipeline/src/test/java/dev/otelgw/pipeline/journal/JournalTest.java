package dev.otelgw.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import dev.otelgw.pipeline.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {

  @TempDir Path folder;

  @Test
  void whatWasAppendedIsThereAfterAKill(@TempDir Path killed) {
    Journal journal = Box.open(folder);
    for (int i = 0; i < 20; i++) {
      Entry _ = Box.append(journal, Batches.spans("b" + i, 1 + i % 3));
    }
    Box.copy(folder, killed.resolve("copy"));
    journal.close();

    Journal again = Box.open(killed.resolve("copy"));
    assertThat(again.found().entries()).isEqualTo(20);
    Box.Rest rest = Box.takeAll(again);
    assertThat(rest.names()).isEqualTo(names(0, 20));
    assertThat(rest.lost()).isEqualTo(Totals.NONE);
    again.close();
  }

  @Test
  void bytesAndCallerAreTheSame() throws JournalException {
    Journal journal = Box.open(folder);
    Caller caller =
        new Caller(
            "10.0.0.7", Map.of("x-tenant", List.of("a", "ä€")), Map.of("subject", "somebody"));
    Batch one = Batches.spans("one", 2);
    Batch joined = Batch.join(List.of(one, Batches.spans("two", 3)));
    Entry _ = journal.append(joined, caller);
    journal.close();

    Journal again = Box.open(folder);
    Stored stored = again.take(1).batches().getFirst();
    assertThat(stored.caller()).isEqualTo(caller);
    assertThat(stored.batch().items()).isEqualTo(5);
    assertThat(stored.batch().toByteArray()).isEqualTo(joined.toByteArray());
    again.close();
  }

  @Test
  void whatIsDoneDoesNotComeBack(@TempDir Path killed) {
    Journal journal = Box.open(folder);
    List<Entry> entries =
        IntStream.range(0, 10)
            .mapToObj(i -> Box.append(journal, Batches.spans("b" + i, 1)))
            .toList();
    for (int i : new int[] {0, 3, 4, 9}) {
      journal.done(entries.get(i));
    }
    Path marks = folder.resolve("00000000000000000001.done");
    Await.until("marks are written", () -> marks.toFile().length() == 32);
    Box.copy(folder, killed.resolve("copy"));
    journal.close();

    Journal again = Box.open(killed.resolve("copy"));
    assertThat(Box.takeAll(again).names()).containsExactly("b1", "b2", "b5", "b6", "b7", "b8");
    again.close();
  }

  @Test
  void filesGoWhenAllOfThemIsDone() {
    Journal journal = Box.open(folder, new JournalSettings(false, 400));
    List<Entry> entries =
        IntStream.range(0, 30)
            .mapToObj(i -> Box.append(journal, Batches.spans("b" + i, 1)))
            .toList();
    assertThat(journal.segments()).isGreaterThan(5);

    entries.reversed().forEach(journal::done);
    Await.until("files go", () -> Box.files(folder).size() <= 2);
    journal.close();
    assertThat(Box.files(folder)).isEmpty();
  }

  @Test
  void whatWaitsIsTakenInItsOrderWhateverTheOrderInWhichItWasLeft() {
    Journal journal = Box.open(folder, new JournalSettings(false, 1000));
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      entries.add(Box.append(journal, Batches.spans("b" + i, 1)));
    }
    java.util.Collections.shuffle(entries, new Random(5));
    entries.forEach(journal::leave);

    assertThat(journal.waiting().entries()).isEqualTo(50);
    Box.Rest rest = Box.takeAll(journal);
    assertThat(rest.names()).isEqualTo(names(0, 50));
    rest.batches().reversed().subList(0, 20).forEach(stored -> journal.leave(stored.entry()));
    assertThat(Box.takeAll(journal).names()).isEqualTo(names(30, 50));
    journal.close();
  }

  @Test
  void appendsOfManyAreAllThere(@TempDir Path killed) throws InterruptedException {
    Journal journal = Box.open(folder, new JournalSettings(true, 5000));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      String name = "t" + t + ".";
      threads.add(
          Thread.ofVirtual()
              .start(() ->
                  IntStream.range(0, 50)
                      .forEach(i -> {
                        Entry entry = Box.append(journal, Batches.spans(name + i, 2));
                        if (i % 2 == 0) {
                          journal.done(entry);
                        } else {
                          journal.leave(entry);
                        }
                      })));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(journal.waiting())
        .extracting(Totals::entries, Totals::items)
        .containsExactly(200L, 400L);
    journal.close();
    Box.copy(folder, killed.resolve("copy"));

    Journal again = Box.open(killed.resolve("copy"));
    Set<String> expected = new HashSet<>();
    for (int t = 0; t < 8; t++) {
      for (int i = 1; i < 50; i += 2) {
        expected.add("t" + t + "." + i);
      }
    }
    assertThat(Box.takeAll(again).names()).containsExactlyInAnyOrderElementsOf(expected);
    again.close();
  }

  @Test
  void agesAreTrueWhateverTheClockDoes() throws JournalException {
    ManualClock clock = new ManualClock();
    Journal journal = Box.open(folder, Box.SETTINGS, clock);
    journal.leave(Box.append(journal, Batches.spans("b", 1)));
    clock.advance(Duration.ofSeconds(90));
    assertThat(journal.take(1).batches().getFirst().ageMillis()).isEqualTo(90_000);
    journal.close();

    Clock earlier = new ManualClock(clock.now().minus(Duration.ofDays(1)));
    Journal again = Box.open(folder, Box.SETTINGS, earlier);
    assertThat(again.take(1).batches().getFirst().ageMillis()).isZero();
    again.close();
  }

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    Journal journal = Box.open(folder.resolve("deep/er"));
    Entry entry = Box.append(journal, Batches.spans("b", 1));
    Entry _ = Box.append(journal, Batches.spans("c", 1));
    journal.done(entry);
    journal.close();
    for (Path file : Box.files(folder.resolve("deep/er"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as("%s", file)
          .isEqualTo("rw-------");
    }
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("deep/er"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aLaterFormatIsNotTouched() throws IOException {
    Journal journal = Box.open(folder);
    Entry _ = Box.append(journal, Batches.spans("b", 1));
    journal.close();
    Path file = Box.files(folder).getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[7] = 2;
    java.nio.ByteBuffer.wrap(bytes)
        .putInt(20, RecordFormat.check(java.nio.ByteBuffer.wrap(bytes), 0, 20));
    Files.write(file, bytes);

    assertThatThrownBy(() -> Journal.open(folder, Signal.TRACES, Box.SETTINGS, Clock.SYSTEM))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is of version 2 of the format, and this otelgw knows 1");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void aFolderOfAnotherSignalIsRefused() {
    Journal journal = Box.open(folder);
    Entry _ = Box.append(journal, Batches.spans("b", 1));
    journal.close();
    assertThatThrownBy(() -> Journal.open(folder, Signal.LOGS, Box.SETTINGS, Clock.SYSTEM))
        .hasMessageContaining("holds another signal than logs");
  }

  static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "b" + i).toList();
  }
}
