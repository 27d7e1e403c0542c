package dev.otelgw.pipeline.deadletters;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.journal.Private;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of dead letters: a file for each. The gateway adds to it and takes from it what is to be
 * sent again; a command, in another process, lists them, drops them, and marks them to be sent
 * again by giving their files another ending. Thread-safe.
 */
public final class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private static final String KEPT = ".letter";
  private static final String RESEND = ".resend";
  private static final String UNFINISHED = ".tmp";

  /** To look through the folder for each letter would be much work where there are many. */
  private static final int ROOM_EVERY = 16;

  private static final int MOST_LETTERS = 10_000;
  private static final long MOST_BYTES = 1L << 30;
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'.'SSS").withZone(ZoneOffset.UTC);

  private final Path folder;

  /** Tells letters of one moment apart. */
  private final AtomicInteger number = new AtomicInteger();

  /** In that folder, which is made when it is needed; one of these at most adds to it. */
  public DeadLetters(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps a batch. Returns when it is written.
   *
   * @throws IOException if it could not be; nothing is left of it then
   */
  public DeadLetter add(String exporter, Batch batch, Reason reason, String answer, Instant now)
      throws IOException {
    Private.createFolders(folder);
    String id = freeId(now);
    DeadLetter letter =
        new DeadLetter(
            id, exporter, batch.signal(), batch.items(), batch.size(), now, reason, answer, false);
    Path unfinished = folder.resolve(id + UNFINISHED);
    try {
      LetterFile.write(unfinished, letter, batch);
      Files.move(unfinished, folder.resolve(id + KEPT), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    if (number.get() % ROOM_EVERY == 0) {
      makeRoom();
    }
    return letter;
  }

  private String freeId(Instant now) {
    String id;
    do {
      id = ID.format(now) + "-" + number.incrementAndGet();
    } while (Files.exists(folder.resolve(id + KEPT)) || Files.exists(folder.resolve(id + RESEND)));
    return id;
  }

  /** The bound on them; what goes is said. */
  private void makeRoom() throws IOException {
    List<Path> files = files(KEPT);
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    int gone = 0;
    while (files.size() - gone > MOST_LETTERS || (bytes > MOST_BYTES && gone < files.size() - 1)) {
      Path oldest = files.get(gone++);
      bytes -= Files.size(oldest);
      Files.deleteIfExists(oldest);
      LOG.error(
          "{}: more than {} letters or {} MiB; the oldest, {}, is dropped",
          folder,
          MOST_LETTERS,
          MOST_BYTES >> 20,
          oldest.getFileName());
    }
  }

  /** Those that are there, oldest first. Files that are none are left out, and said. */
  public List<DeadLetter> list() throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    for (String ending : List.of(RESEND, KEPT)) {
      for (Path file : files(ending)) {
        try {
          letters.add(LetterFile.head(file, id(file), ending.equals(RESEND)));
        } catch (NoSuchFileException e) {
          LOG.debug("{} was sent or dropped meanwhile", file, e);
        } catch (IOException e) {
          LOG.warn("{} is no dead letter: {}", file, e.getMessage());
        }
      }
    }
    letters.sort(Comparator.comparing(DeadLetter::refused));
    return letters;
  }

  /** What a letter holds; empty if there is no such letter. */
  public Optional<Batch> batch(DeadLetter letter) throws IOException {
    Path file = folder.resolve(letter.id() + (letter.resend() ? RESEND : KEPT));
    try {
      return Optional.of(LetterFile.batch(file, letter));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Marks a letter to be sent again by the gateway; false if it is gone. */
  public boolean resend(DeadLetter letter) throws IOException {
    if (letter.resend()) {
      return true;
    }
    try {
      Files.move(
          folder.resolve(letter.id() + KEPT),
          folder.resolve(letter.id() + RESEND),
          StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /** Deletes a letter; false if it is gone. */
  public boolean drop(DeadLetter letter) throws IOException {
    boolean kept = Files.deleteIfExists(folder.resolve(letter.id() + KEPT));
    boolean marked = Files.deleteIfExists(folder.resolve(letter.id() + RESEND));
    return kept || marked;
  }

  /** Those that are marked to be sent again. */
  public List<DeadLetter> toResend() throws IOException {
    if (files(RESEND).isEmpty()) {
      return List.of();
    }
    return list().stream().filter(DeadLetter::resend).toList();
  }

  private List<Path> files(String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static String id(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
