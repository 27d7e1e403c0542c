package dev.otelgw.pipeline;

import java.util.function.LongSupplier;

/** For tests and tools that do not look. */
final class NoObserver implements Observer {

  @Override
  public void accepted(Signal signal, long items) {}

  @Override
  public void refused(Signal signal, long items, Reason reason) {}

  @Override
  public void sent(Signal signal, long items) {}

  @Override
  public void dropped(Signal signal, long items, Reason reason) {}

  @Override
  public void gauge(String name, Signal signal, LongSupplier value) {}

  @Override
  public void size(String name, Signal signal, long value) {}

  @Override
  public Observer transport(String transport) {
    return this;
  }
}
