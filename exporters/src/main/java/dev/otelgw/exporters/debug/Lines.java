package dev.otelgw.exporters.debug;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;

/** Text written line by line; prints as the whole, without a line break at the end. */
final class Lines {

  private final StringBuilder text = new StringBuilder();

  Lines line(String line) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(line.stripTrailing());
    return this;
  }

  Lines all(Lines others) {
    return others.text.isEmpty() ? this : line(others.toString());
  }

  /** A heading and a line per attribute; nothing where there are none. */
  Lines attributes(String heading, String indent, List<KeyValue> attributes) {
    if (!attributes.isEmpty()) {
      line(heading);
      for (KeyValue attribute : attributes) {
        line(
            indent
                + "-> "
                + Values.clean(attribute.getKey())
                + ": "
                + Values.typed(attribute.getValue()));
      }
    }
    return this;
  }

  /** A resource, in detail. */
  void resource(String kind, int number, Resource resource, String schemaUrl) {
    line(kind + " #" + number).line("Resource SchemaURL: " + Values.clean(schemaUrl));
    attributes("Resource attributes:", "     ", resource.getAttributesList());
  }

  /** A scope, in detail. */
  void scope(String kind, int number, InstrumentationScope scope, String schemaUrl) {
    line(kind + " #" + number).line(kind + " SchemaURL: " + Values.clean(schemaUrl));
    line("InstrumentationScope " + Values.clean(scope.getName() + " " + scope.getVersion()));
    attributes("InstrumentationScope attributes:", "     ", scope.getAttributesList());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
