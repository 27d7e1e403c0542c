package dev.otelgw.bench.sink;

/** What a sink answers, which may be changed while it runs. */
final class Mood {

  private volatile int status;

  Mood(int status) {
    this.status = status;
  }

  /** The HTTP status of every answer. */
  int status() {
    return status;
  }

  void status(int other) {
    status = other;
  }
}
