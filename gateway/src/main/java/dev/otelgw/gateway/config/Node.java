package dev.otelgw.gateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A configuration as a tree: immutable, each value with its position. */
sealed interface Node {

  /** Where the value begins. */
  Position position();

  /** Keys with values, in the order written. */
  record Mapping(Position position, SequencedMap<String, Entry> entries) implements Node {

    public Mapping {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    static Mapping empty(Position position) {
      return new Mapping(position, new LinkedHashMap<>());
    }
  }

  /**
   * One key of a mapping.
   *
   * @param position of the key
   */
  record Entry(Position position, Node value) {}

  /** A list. */
  record Sequence(Position position, List<Node> items) implements Node {

    public Sequence {
      items = List.copyOf(items);
    }
  }

  /**
   * One value as text.
   *
   * @param written the text as the file has it, where variables changed it; else empty
   */
  record Scalar(Position position, String text, Style style, String written) implements Node {

    Scalar(Position position, String text, Style style) {
      this(position, text, style, "");
    }

    /** For messages. The value of a variable may be secret, so its name stands for it. */
    String shown() {
      return written.isEmpty() ? "\"" + text + "\"" : "the value of " + written;
    }
  }

  /** How a scalar's text is to be taken. */
  enum Style {
    /** Unquoted: a number, true or false if it looks like one. */
    PLAIN,
    /** Quoted: always text. */
    QUOTED,
    /** Put in for a variable: YAML of its own, unless text is wanted. */
    VARIABLE
  }

  /** A key without a value, or {@code null}. */
  record Null(Position position) implements Node {}

  /** A value that could not be had. The problem has been reported. */
  record Lost(Position position) implements Node {}
}
