package dev.otelgw.services.devstack.processes;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A program that can be started, and started anew with the ports and data that it had. Calls are
 * taken one at a time, from any thread.
 */
public final class Program implements AutoCloseable {

  /** How to end one in order. */
  @FunctionalInterface
  public interface Ending {
    /** Returns when it has ended, whether it wanted to or not. */
    void end(Child child);
  }

  private final String name;
  private final Supplier<Child> launch;
  private final Ending ending;
  private @Nullable Child child;

  /**
   * @param launch starts it and returns when it is ready
   */
  public Program(String name, Supplier<Child> launch, Ending ending) {
    this.name = name;
    this.launch = launch;
    this.ending = ending;
  }

  /** Ends it with SIGTERM. */
  public Program(String name, Supplier<Child> launch) {
    this(name, launch, child -> child.end("TERM", child.pid()));
  }

  public String name() {
    return name;
  }

  /** Starts it, if it does not run, and waits until it is ready. */
  public synchronized void start() {
    if (child == null || !child.isAlive()) {
      child = launch.get();
    }
  }

  /** Ends it in order, within seconds. Without effect where it does not run. */
  public synchronized void stop() {
    if (child != null) {
      ending.end(child);
    }
  }

  /** Ends it with SIGKILL. */
  public synchronized void kill() {
    running().kill();
  }

  /** Ends it in order, and starts it anew. */
  public synchronized void restart() {
    stop();
    start();
  }

  /** SIGSTOP for all of its processes: it is there, and does not answer. */
  public synchronized void pause() {
    running().pause();
  }

  public synchronized void resume() {
    running().resume();
  }

  public synchronized boolean isAlive() {
    return child != null && child.isAlive();
  }

  /**
   * Its process.
   *
   * @throws IllegalStateException if it was never started
   */
  public synchronized Child running() {
    if (child == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return child;
  }

  @Override
  public void close() {
    stop();
  }
}
