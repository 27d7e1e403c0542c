package dev.otelgw.services.games;

/** What has become of a game. */
public enum GameStatus {
  /** Announced; players may join and leave. */
  SCHEDULED,
  /** Its time has come. */
  IN_PROGRESS,
  /** Over. */
  COMPLETED,
  /** Called off. */
  CANCELLED;

  /** Whether it may become that; over and called off are for good. */
  public boolean mayBecome(GameStatus next) {
    return switch (this) {
      case SCHEDULED -> next == IN_PROGRESS || next == CANCELLED;
      case IN_PROGRESS -> next == COMPLETED || next == CANCELLED;
      case COMPLETED, CANCELLED -> false;
    };
  }
}
