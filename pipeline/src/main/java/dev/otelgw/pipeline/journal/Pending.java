package dev.otelgw.pipeline.journal;

import dev.otelgw.pipeline.Batch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A batch on its way to the disk, and whoever waits for that. */
final class Pending {

  private final byte[] caller;
  private final Batch batch;
  private final RecordFormat.Header header;
  private final CompletableFuture<Entry> end = new CompletableFuture<>();

  Pending(byte[] caller, Batch batch, long acceptedMillis) {
    this.caller = caller;
    this.batch = batch;
    this.header =
        new RecordFormat.Header(
            caller.length,
            Math.toIntExact(batch.size()),
            batch.items(),
            acceptedMillis,
            RecordFormat.payloadCheck(caller, batch.segments()));
  }

  RecordFormat.Header header() {
    return header;
  }

  byte[] caller() {
    return caller;
  }

  Batch batch() {
    return batch;
  }

  void written(Entry entry) {
    end.complete(entry);
  }

  void failed(JournalException why) {
    end.completeExceptionally(why);
  }

  /** Waits until it is safe, whoever interrupts: what happens to it must be known. */
  Entry await() throws JournalException {
    try {
      return end.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof JournalException failure) {
        throw new JournalException(String.valueOf(failure.getMessage()), failure);
      }
      throw e;
    }
  }
}
