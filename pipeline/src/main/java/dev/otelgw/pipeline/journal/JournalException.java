package dev.otelgw.pipeline.journal;

/**
 * The disk does not take or give what it should. The message is one line for people, with the place
 * and the cure.
 */
public final class JournalException extends Exception {

  private static final long serialVersionUID = 1;

  JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
