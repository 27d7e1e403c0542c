package dev.otelgw.receivers.compression;

/** Lends the memory that a body grows into while it is expanded. */
@FunctionalInterface
public interface Room {

  /** Takes {@code bytes} more, or takes nothing and says false. */
  boolean tryTake(long bytes);
}
