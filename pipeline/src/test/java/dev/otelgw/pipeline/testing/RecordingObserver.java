package dev.otelgw.pipeline.testing;

import dev.otelgw.pipeline.Observer;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** Remembers what was counted, as lines such as {@code http refused 5 spans queue_full}. */
public final class RecordingObserver implements Observer {

  private final String prefix;
  private final List<String> lines;

  /** Nothing counted yet. */
  public RecordingObserver() {
    this("", new CopyOnWriteArrayList<>());
  }

  private RecordingObserver(String prefix, List<String> lines) {
    this.prefix = prefix;
    this.lines = lines;
  }

  /** What was counted, in order. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void accepted(Signal signal, long items) {
    lines.add(prefix + "accepted " + signal.count(items));
  }

  @Override
  public void refused(Signal signal, long items, Reason reason) {
    lines.add(prefix + "refused " + signal.count(items) + " " + reason.label());
  }

  @Override
  public void sent(Signal signal, long items) {
    lines.add(prefix + "sent " + signal.count(items));
  }

  @Override
  public void dropped(Signal signal, long items, Reason reason) {
    lines.add(prefix + "dropped " + signal.count(items) + " " + reason.label());
  }

  @Override
  public void gauge(String name, Signal signal, LongSupplier value) {}

  @Override
  public void size(String name, Signal signal, long value) {}

  @Override
  public Observer transport(String transport) {
    return new RecordingObserver(transport + " ", lines);
  }
}
