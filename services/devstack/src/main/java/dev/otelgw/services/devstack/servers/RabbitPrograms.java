package dev.otelgw.services.devstack.servers;

import dev.otelgw.services.devstack.processes.Shell;
import dev.otelgw.services.devstack.processes.StackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What of RabbitMQ and Erlang is installed.
 *
 * @param server rabbitmq-server itself, not the wrapper of a distribution that changes the user
 * @param mapper Erlang's port mapper, epmd
 */
record RabbitPrograms(Path server, Path mapper) {

  private static final String CURE =
      "; install it: apt-get install --no-install-recommends rabbitmq-server (Debian, Ubuntu),"
          + " brew install rabbitmq (macOS)";

  static RabbitPrograms find() {
    Path server =
        first(
            "rabbitmq-server",
            "/usr/lib/rabbitmq/bin",
            "/opt/homebrew/opt/rabbitmq/sbin",
            "/usr/local/opt/rabbitmq/sbin",
            "/opt/rabbitmq/sbin");
    Path mapper =
        first("epmd", "/usr/lib/erlang/bin", "/opt/homebrew/bin", "/usr/local/lib/erlang/bin");
    return new RabbitPrograms(server, mapper);
  }

  /** The program in the first of these folders that has it, else on the PATH. */
  static Path first(String program, String... folders) {
    return Stream.concat(
            Stream.of(folders).map(folder -> Path.of(folder, program)),
            Stream.ofNullable(Shell.find(program)))
        .filter(Objects::nonNull)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new StackException("RabbitMQ is not there (no " + program + ")" + CURE));
  }
}
