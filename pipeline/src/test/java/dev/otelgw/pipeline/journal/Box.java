package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder with a journal, as tests want to handle it. */
final class Box {

  static final JournalSettings SETTINGS = new JournalSettings(false);

  private Box() {}

  static Journal open(Path folder) {
    return open(folder, SETTINGS);
  }

  static Journal open(Path folder, JournalSettings settings) {
    return open(folder, settings, Clock.SYSTEM);
  }

  static Journal open(Path folder, JournalSettings settings, Clock clock) {
    try {
      return Journal.open(folder, Signal.TRACES, settings, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Entry append(Journal journal, Batch batch) {
    try {
      return journal.append(batch, Caller.NOBODY);
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
  }

  /** Takes everything that waits. */
  static Rest takeAll(Journal journal) {
    List<Stored> batches = new ArrayList<>();
    Totals lost = Totals.NONE;
    try {
      while (journal.hasWaiting()) {
        Journal.Taken taken = journal.take(1000);
        batches.addAll(taken.batches());
        lost = lost.plus(taken.lost());
      }
    } catch (JournalException e) {
      throw new AssertionError(e);
    }
    return new Rest(batches, lost);
  }

  /** What there was. */
  record Rest(List<Stored> batches, Totals lost) {
    List<String> names() {
      return batches.stream().map(stored -> name(stored.batch())).toList();
    }

    void done(Journal journal) {
      batches.forEach(stored -> journal.done(stored.entry()));
    }
  }

  /** What {@code Batches.spans} was called with: the name of the first span, without its number. */
  static String name(Batch batch) {
    ExportTraceServiceRequest request = (ExportTraceServiceRequest) batch.message();
    String first = request.getResourceSpans(0).getScopeSpans(0).getSpans(0).getName();
    return first.substring(0, first.lastIndexOf('-'));
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a process leaves it that is killed: the files as they are now. */
  static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to);
      for (Path file : files(from)) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
