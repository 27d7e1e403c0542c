package dev.otelgw.services.devstack.processes;

/** Something could not be started or set up; its message is for the user, in one line or few. */
public final class StackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StackException(String message) {
    super(message);
  }

  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
