package dev.otelgw.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class JournalsTest {

  @TempDir Path folder;

  @Test
  void aDirectoryHasOneUserAtATimeUnlessItIsShared() throws IOException {
    Journals one = Journals.open(folder, true);
    assertThatThrownBy(() -> Journals.open(folder, true))
        .hasMessageContaining("another storage or process uses it");
    Journals shared = one.share();
    one.close();
    assertThatThrownBy(() -> Journals.open(folder, true)).isInstanceOf(IOException.class);
    shared.close();
    Journals.open(folder, true).close();
  }

  @Test
  void aJournalIsTheSameForAllUntilTheLastGivesItBack() throws IOException {
    Journals journals = Journals.open(folder, true);
    Journal first = journal(journals, "otlp_http/a");
    Journal second = journal(journals, "otlp_http/a");
    assertThat(second).isSameAs(first);
    journals.release(first);
    assertThat(Box.append(second, Batches.spans("b", 1))).isNotNull();
    journals.release(second);
    Journal third = journal(journals, "otlp_http/a");
    assertThat(third).isNotSameAs(first);
    assertThat(third.waiting().entries()).isEqualTo(1);
    journals.release(third);
    journals.close();
  }

  @Test
  void namesStayWithinTheDirectoryAndApart() throws IOException {
    Journals journals = Journals.open(folder.resolve("in"), true);
    for (String name : new String[] {"a/../../x", "..", "a.b", "a%2Fb", "a/b", "ä"}) {
      journals.release(journal(journals, name));
    }
    journals.close();
    try (Stream<Path> outside = Files.list(folder)) {
      assertThat(outside).hasSize(1);
    }
    try (Stream<Path> inside = Files.list(folder.resolve("in"))) {
      assertThat(inside.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "lock",
              "a%2F%2E%2E%2F%2E%2E%2Fx.traces",
              "%2E%2E.traces",
              "a%2Eb.traces",
              "a%252Fb.traces",
              "a%2Fb.traces",
              "%C3%A4.traces");
    }
  }

  @Test
  void aDirectoryThatIsNotToBeMadeIsNotMade() {
    assertThatThrownBy(() -> Journals.open(folder.resolve("no"), false))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
  }

  private static Journal journal(Journals journals, String exporter) throws IOException {
    return journals.journal(exporter, Signal.TRACES, Box.SETTINGS, Clock.SYSTEM);
  }
}
