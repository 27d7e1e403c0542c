package dev.otelgw.pipeline.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.FolderStorage;
import dev.otelgw.pipeline.testing.RecordingObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A storage, a backend, and queues between them; closed after each test. */
abstract class DiskQueues {

  static final RetryConfig QUICK =
      new RetryConfig(true, Duration.ofMillis(5), 0.5, 1.5, Duration.ofMillis(20), Duration.ZERO);
  static final int MEMORY = 8000;

  @TempDir Path folder;

  final Memory memory = new Memory(MEMORY);
  final FakeBackend backend = new FakeBackend();
  final RecordingObserver observer = new RecordingObserver();
  final List<SendingQueue> queues = new ArrayList<>();
  FolderStorage storage;
  Clock clock = Clock.SYSTEM;

  @BeforeEach
  void openStorage() {
    storage = new FolderStorage(folder);
  }

  @AfterEach
  void closeAll() {
    queues.forEach(SendingQueue::close);
    storage.close();
    assertThat(memory.held()).as("bytes held after the end").isZero();
  }

  static QueueConfig onDisk(BatchConfig batch) {
    return new QueueConfig(
        true,
        3,
        1000,
        Sizer.REQUESTS,
        false,
        false,
        batch,
        FolderStorage.REFERENCE,
        new MaxAge(),
        false);
  }

  List<Path> journalFiles() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".journal") || file.toString().endsWith(".done"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static QueueConfig config(boolean freshFirst, Duration maxAge) {
    return new QueueConfig(
        true,
        10,
        10_000,
        Sizer.REQUESTS,
        false,
        false,
        null,
        FolderStorage.REFERENCE,
        new MaxAge(maxAge, maxAge, maxAge),
        freshFirst);
  }

  /** One request at a time, so that the order is the backend's, too. */
  static QueueConfig single() {
    return new QueueConfig(
        true,
        1,
        10_000,
        Sizer.REQUESTS,
        false,
        false,
        null,
        FolderStorage.REFERENCE,
        new MaxAge(),
        false);
  }

  SendingQueue started(QueueConfig config) {
    return started(config, backend);
  }

  SendingQueue started(QueueConfig config, FakeBackend to) {
    SendingQueue queue =
        new SendingQueue(
            Signal.TRACES,
            to,
            new DeliverySettings(config, QUICK, Duration.ofMillis(50)),
            context("q"),
            Duration.ofSeconds(2));
    queues.add(queue);
    queue.start();
    return queue;
  }

  Context context(String name) {
    return new Context(
        new ComponentId(ComponentId.Kind.EXPORTER, name, ""),
        observer,
        clock,
        memory,
        "otelgw/1.2.3",
        storage);
  }
}
