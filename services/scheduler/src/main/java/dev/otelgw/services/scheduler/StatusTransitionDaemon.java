package dev.otelgw.services.scheduler;

/** Begins and ends games at their time. */
public final class StatusTransitionDaemon {

  private StatusTransitionDaemon() {}

  /** Runs until told to end. */
  public static void main(String[] args) {
    DaemonProgram.run("status-transition-daemon", Watches::transitions);
  }
}
