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

  private final boolean usual;
  private final Set<Integer> given = new HashSet<>();

  private Ports(boolean usual) {
    this.usual = usual;
  }

  /** Any free ones: for tests. */
  public static Ports any() {
    return new Ports(false);
  }

  /** The well-known ones, or the next that are free: for people. */
  public static Ports usual() {
    return new Ports(true);
  }

  /** A free port. */
  public synchronized int next(int wellKnown) {
    int port = usual ? wellKnown : ThreadLocalRandom.current().nextInt(15_000, 31_000);
    while (given.contains(port) || !isFree(port)) {
      port++;
    }
    given.add(port);
    return port;
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
