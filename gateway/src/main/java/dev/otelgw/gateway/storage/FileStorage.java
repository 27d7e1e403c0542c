package dev.otelgw.gateway.storage;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.Successor;
import dev.otelgw.pipeline.deadletters.DeadLetters;
import dev.otelgw.pipeline.journal.Journal;
import dev.otelgw.pipeline.journal.JournalSettings;
import dev.otelgw.pipeline.journal.Journals;
import dev.otelgw.pipeline.journal.Storage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder of journals. Thread-safe, but for start and close. */
final class FileStorage implements Component, Storage, Successor {

  private static final Logger LOG = LoggerFactory.getLogger(FileStorage.class);

  private final FileStorageConfig config;
  private final Context context;
  private volatile @Nullable Journals journals;

  FileStorage(FileStorageConfig config, Context context) {
    this.config = config;
    this.context = context;
  }

  /** The journals of a directory that stays the same go on, whatever else changes. */
  @Override
  public void takeOver(Component predecessor) {
    if (predecessor instanceof FileStorage before && before.directory().equals(directory())) {
      Journals open = before.journals;
      journals = open == null ? null : open.share();
    }
  }

  private Path directory() {
    return Path.of(config.directory()).toAbsolutePath().normalize();
  }

  @Override
  public void start() {
    if (journals != null) {
      return;
    }
    Path directory = directory();
    try {
      journals = Journals.open(directory, config.createDirectory());
    } catch (IOException e) {
      throw cannotUse(directory, e);
    }
    LOG.info("{}: {}", context.id(), directory);
  }

  @Override
  public Journal journal(ComponentId exporter, Signal signal) {
    Journals open = running();
    try {
      return open.journal(
          exporter.key(), signal, new JournalSettings(config.fsync()), context.clock());
    } catch (IOException e) {
      throw cannotUse(open.directory(), e);
    }
  }

  @Override
  public DeadLetters deadLetters(ComponentId exporter, Signal signal) {
    return running().deadLetters(exporter.key(), signal);
  }

  private Journals running() {
    Journals open = journals;
    if (open == null) {
      throw new StartException(context.id() + " does not run");
    }
    return open;
  }

  private StartException cannotUse(Path directory, IOException e) {
    String why =
        switch (e) {
          case AccessDeniedException denied ->
              "no permission for %s; give it to the user that runs otelgw"
                  .formatted(denied.getFile());
          case NoSuchFileException missing ->
              "%s is not there; make it, or set create_directory".formatted(missing.getFile());
          default -> String.valueOf(e.getMessage());
        };
    return new StartException("%s: cannot use %s: %s".formatted(context.id(), directory, why), e);
  }

  @Override
  public void release(Journal journal) {
    Journals open = journals;
    if (open != null) {
      open.release(journal);
    }
  }

  @Override
  public void close() {
    Journals open = journals;
    journals = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.warn("{}: {} was not closed: {}", context.id(), open.directory(), e.getMessage());
      }
    }
  }
}
