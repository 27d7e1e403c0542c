package dev.otelgw.services.devstack.processes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name of the process in messages
 * @param words the program and its arguments
 * @param environment added to our own, of which {@code OTEL_*} and {@code GRAFANA_CLOUD_*} are not
 *     handed down: credentials are for those who are given them here
 * @param log where its output and errors are appended
 */
public record Command(String name, List<String> words, Map<String, String> environment, Path log) {

  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }
}
