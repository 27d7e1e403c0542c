package dev.otelgw.services.devstack.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a condition, and conditions to wait for. */
public final class Waiting {

  private static final Duration STEP = Duration.ofMillis(50);

  private Waiting() {}

  /** Whether it came true in time. Looks every 50 ms. */
  public static boolean until(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /**
   * Waits until a process has come up.
   *
   * @throws StackException with the end of its log when it dies or takes too long; it is killed
   *     then
   */
  public static void ready(Child child, Duration limit, BooleanSupplier condition) {
    boolean up = until(limit, () -> !child.isAlive() || condition.getAsBoolean());
    if (up && child.isAlive()) {
      return;
    }
    String what =
        child.isAlive() ? "is not ready after " + limit.toSeconds() + " s" : "ended while starting";
    child.kill();
    throw new StackException(
        "%s %s; the end of %s:%n%s".formatted(child.name(), what, child.log(), child.tail(15)));
  }

  /** Whether something listens on a port of 127.0.0.1. */
  public static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Whether a page answers 200 within two seconds. */
  public static boolean answers(HttpClient http, URI page) {
    HttpRequest request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(2)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
