package dev.otelgw.services.devstack.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Gives out ports of 127.0.0.1 that nobody listens on, each once. All are below those that the
 * system gives to outgoing connections (from 32768), since some programs take seconds until they
 * listen. Safe for use by many threads.
 */
public final class Ports {

  private static final int FIRST = 15_000;
  private static final int SLICE = 8_000;

  private final boolean usual;
  private final Set<Integer> given = new HashSet<>();

  private Ports(boolean usual) {
    this.usual = usual;
  }

  /**
   * Any free ones: for tests. Two processes of them, told apart by the system property {@code
   * test.fork}, never get the same.
   */
  public static Ports any() {
    return new Ports(false);
  }

  /** The well-known ones, or the next that are free: for people. */
  public static Ports usual() {
    return new Ports(true);
  }

  /** A free port. */
  public synchronized int next(int wellKnown) {
    int port = usual ? wellKnown : random();
    while (given.contains(port) || !isFree(port)) {
      port++;
    }
    given.add(port);
    return port;
  }

  private static int random() {
    int first = FIRST + Integer.getInteger("test.fork", 1) % 2 * SLICE;
    return ThreadLocalRandom.current().nextInt(first, first + SLICE);
  }

  private static boolean isFree(int port) {
    // Some systems would let us listen beside somebody who listens on all addresses.
    if (Waiting.listens(port)) {
      return false;
    }
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
