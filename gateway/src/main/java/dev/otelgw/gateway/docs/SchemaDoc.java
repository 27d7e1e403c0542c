package dev.otelgw.gateway.docs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.otelgw.gateway.config.ConfigSchema;
import dev.otelgw.pipeline.Factory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes {@code docs/otelgw.schema.json}, by which editors complete and check configurations. */
public final class SchemaDoc {

  private static final JsonFactory JSON = new JsonFactory();

  private SchemaDoc() {}

  /** The JSON schema for a catalogue, two spaces a level. */
  public static String page(List<Factory<?>> catalogue) {
    return json(ConfigSchema.of(catalogue));
  }

  /** Maps, lists, texts, numbers and switches as JSON, ending in a line break. */
  public static String json(@Nullable Object tree) {
    StringWriter out = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      generator.setPrettyPrinter(
          new DefaultPrettyPrinter()
              .withObjectIndenter(lines)
              .withSeparators(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)));
      write(generator, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.append('\n').toString();
  }

  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.writeFieldName(String.valueOf(entry.getKey()));
          write(out, entry.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object item : list) {
          write(out, item);
        }
        out.writeEndArray();
      }
      case Boolean bool -> out.writeBoolean(bool);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Number number -> out.writeNumber(number.doubleValue());
      default -> out.writeString(value.toString());
    }
  }
}
