package dev.otelgw.pipeline.testing;

import dev.otelgw.pipeline.Clock;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Extensions;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Reference;
import dev.otelgw.pipeline.deadletters.DeadLetters;
import dev.otelgw.pipeline.journal.Journal;
import dev.otelgw.pipeline.journal.JournalSettings;
import dev.otelgw.pipeline.journal.Journals;
import dev.otelgw.pipeline.journal.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A storage in a folder, and the extension that offers it. Thread-safe. */
public final class FolderStorage implements Storage, Extensions, AutoCloseable {

  /** How a queue's configuration names it. */
  public static final Reference<Storage> REFERENCE = new Reference<>("file_storage", Storage.class);

  private final Journals journals;
  private final JournalSettings settings;

  /** Small files, so that a test has several. */
  public FolderStorage(Path folder) {
    this(folder, new JournalSettings(false, 2000));
  }

  /** As these settings say. */
  public FolderStorage(Path folder, JournalSettings settings) {
    try {
      this.journals = Journals.open(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.settings = settings;
  }

  @Override
  public <T> T get(Reference<T> reference) {
    return reference.offered().cast(this);
  }

  @Override
  public Journal journal(ComponentId exporter, Signal signal) {
    try {
      return journals.journal(exporter.key(), signal, settings, Clock.SYSTEM);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DeadLetters deadLetters(ComponentId exporter, Signal signal) {
    return journals.deadLetters(exporter.key(), signal);
  }

  @Override
  public void release(Journal journal) {
    journals.release(journal);
  }

  @Override
  public void close() {
    try {
      journals.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
