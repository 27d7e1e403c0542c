package dev.otelgw.gateway.config;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What is wrong with a text that is not YAML, in words of a user, with the cure.
 *
 * @param line counted from 0
 * @param column counted from 0
 */
record SyntaxError(int line, int column, String message) {

  static SyntaxError of(MarkedYamlEngineException e, String text, int line, int column) {
    String[] lines = text.split("\n", -1);
    String here = line < lines.length ? lines[line] : "";
    String indentation = here.substring(0, here.length() - here.stripLeading().length());
    if (indentation.contains("\t")) {
      return new SyntaxError(
          line, indentation.indexOf('\t'), "a tab cannot indent; indent with spaces");
    }
    return new SyntaxError(line, column, explain(String.valueOf(e.getProblem()), here, e, column));
  }

  private static String explain(
      String problem, String here, MarkedYamlEngineException e, int column) {
    String context = String.valueOf(e.getContext());
    String start = e.getContextMark().map(m -> " in line " + (m.getLine() + 1)).orElse("");
    if (context.contains("flow") && here.contains("${")) {
      return "${...} inside [ ] or { } must be quoted: \"${env:NAME}\"";
    }
    if (problem.contains("mapping values are not allowed")) {
      return here.substring(0, Math.min(column, here.length())).contains(": ")
          ? "a second \": \" in one line; quote the value that contains it"
          : "a key cannot stand here; the line is indented too far, or a line above lacks its \":\"";
    }
    if (problem.startsWith("expected <block end>")) {
      return here.startsWith("-", column) || problem.contains("scalar")
          ? "unexpected text; quote the value, or mend the indentation"
          : "the indentation fits no line above; keys of one map begin in one column";
    }
    if (context.contains("flow sequence")) {
      return "the list opened with [" + start + " is not closed; add ] or a comma";
    }
    if (context.contains("flow mapping")) {
      return "the map opened with {" + start + " is not closed; add } or a comma";
    }
    if (context.contains("quoted scalar") && problem.contains("end of stream")) {
      return "the quote opened" + start + " is not closed";
    }
    if (problem.contains("cannot start any token")) {
      char first = column < here.length() ? here.charAt(column) : ' ';
      return "a value cannot begin with " + first + "; quote it";
    }
    if (problem.startsWith("found undefined alias")) {
      // Without its name: it may be a password that nobody quoted.
      return "an alias (*) without an anchor (&) above it; quote a value that begins with *";
    }
    if (context.startsWith("expected a single document")) {
      return "a second document (---) begins here; one file holds one";
    }
    return "is not YAML: " + problem.lines().findFirst().orElse("");
  }
}
