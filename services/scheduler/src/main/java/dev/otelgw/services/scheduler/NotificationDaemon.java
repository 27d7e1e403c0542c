package dev.otelgw.services.scheduler;

/** Tells players what they are to be told, when it falls due. */
public final class NotificationDaemon {

  private NotificationDaemon() {}

  /** Runs until told to end. */
  public static void main(String[] args) {
    DaemonProgram.run("notification-daemon", Watches::notifications);
  }
}
