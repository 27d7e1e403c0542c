package dev.otelgw.gateway.config;

import java.nio.file.Path;

/** Where a configuration, or a piece of one, comes from. Later sources win over earlier ones. */
public sealed interface Source {

  /** A YAML file. */
  record File(Path path) implements Source {}

  /**
   * YAML text, for example one that the program carries.
   *
   * @param name stands where a file's name would in messages
   */
  record Text(String name, String yaml) implements Source {}

  /**
   * YAML text on the command line. Keys may be joined there, as the Collector has it: {@code
   * processors::batch::timeout: 2s}.
   */
  record Inline(String yaml) implements Source {}

  /** YAML text in a variable of the environment. */
  record Variable(String name) implements Source {}

  /**
   * One value: {@code a.b.c=value}, as given to {@code --set}. Keys that hold dots themselves are
   * reached with {@code ::} between the keys instead: {@code exporters::otlp/eu.1::endpoint=x}.
   */
  record Assignment(String expression) implements Source {}

  /**
   * What {@code --config} means: a path, {@code file:path}, {@code env:NAME} or {@code yaml:text}.
   */
  static Source config(String argument) {
    if (argument.startsWith("yaml:")) {
      return new Inline(argument.substring("yaml:".length()));
    }
    if (argument.startsWith("env:")) {
      return new Variable(argument.substring("env:".length()));
    }
    return new File(
        Path.of(argument.startsWith("file:") ? argument.substring("file:".length()) : argument));
  }

  /** As messages name it. */
  default String label() {
    return switch (this) {
      case File(var path) -> path.toString();
      case Text(var name, _) -> name;
      case Inline _ -> "--config yaml:";
      case Variable(var name) -> "env:" + name;
      case Assignment(var expression) -> {
        int equals = expression.indexOf('=');
        yield ("--set " + (equals < 0 ? expression : expression.substring(0, equals))).strip();
      }
    };
  }
}
