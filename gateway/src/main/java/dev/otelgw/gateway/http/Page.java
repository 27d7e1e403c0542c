package dev.otelgw.gateway.http;

/** Answers GET for one path. Called on a virtual thread for each request. */
@FunctionalInterface
public interface Page {

  /**
   * The answer now.
   *
   * @param accept the request's {@code Accept} header; empty where it had none
   */
  Reply get(String accept);
}
