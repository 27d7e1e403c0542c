package dev.otelgw.services.devstack.servers;

import dev.otelgw.services.devstack.processes.Program;

/** A server with its data in a folder of its own; what happens to it can be ordered. */
public sealed interface Server extends AutoCloseable
    permits PostgresServer, RedisServer, RabbitServer {

  Program program();

  /** What the services reach it by, password included. */
  String url();

  /** Host and port. */
  String endpoint();

  /** Whom the gateway's scraper logs in as. */
  Login monitoring();

  default void start() {
    program().start();
  }

  default void stop() {
    program().stop();
  }

  /** SIGKILL. */
  default void kill() {
    program().kill();
  }

  /** Ends it in order and starts it anew, with the same port and data. */
  default void restart() {
    program().restart();
  }

  /** SIGSTOP: connections stay, answers do not come. */
  default void pause() {
    program().pause();
  }

  default void resume() {
    program().resume();
  }

  @Override
  default void close() {
    program().close();
  }
}
