package dev.otelgw.services.devstack.compose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of the form NAME=VALUE.
 *
 * @param values in their order
 * @param unexplained names above which no line of comment stands
 */
record Dotenv(Map<String, String> values, List<String> unexplained) {

  static Dotenv read(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> unexplained = new ArrayList<>();
    boolean explained = false;
    for (String line : ComposeFile.textOf(file).lines().toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("#")) {
        explained = true;
      } else if (line.isBlank()) {
        explained = false;
      } else {
        String name = line.substring(0, equals);
        if (values.put(name, line.substring(equals + 1)) != null) {
          throw new AssertionError(name + " is there twice");
        }
        if (!explained) {
          unexplained.add(name);
        }
      }
    }
    return new Dotenv(values, unexplained);
  }
}
