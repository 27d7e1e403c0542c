package dev.otelgw.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.otelgw.gateway.docs.SchemaDoc;
import dev.otelgw.pipeline.Factory;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A configuration as an editor sees it: YAML's core schema, and the JSON schema of ours. */
public final class EditorView {

  /** What the reader says of mistakes that a schema can know of. */
  private static final Pattern SCHEMATIC =
      Pattern.compile(
          "unknown key|unknown section|unknown signal|unknown (receiver|processor|exporter|connector|extension) \""
              + "|the Collector's (key|receiver|processor|exporter|connector|extension)"
              + "|must be a (map|list|single value|duration such|number,|whole number)"
              + "|must be (true or false|one of [a-z0-9_, ]+, was|between .*, was|at least .*, was|at most .*, was)");

  private static final LoadSettings YAML =
      LoadSettings.builder().setSchema(new CoreSchema()).setAllowDuplicateKeys(true).build();

  private static final SchemaRegistry DRAFT_7 =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  private final Schema schema;

  private EditorView(Schema schema) {
    this.schema = schema;
  }

  /** With the schema of these components. */
  public static EditorView of(List<Factory<?>> factories) {
    return ofSchema(SchemaDoc.page(factories));
  }

  /** With a schema as it stands in a file. */
  public static EditorView ofSchema(String json) {
    return new EditorView(DRAFT_7.getSchema(json));
  }

  /** With the schema of schemas. */
  public static EditorView ofDraft7() {
    return new EditorView(
        DRAFT_7.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_7.getDialectId())));
  }

  /** What the schema does not allow. */
  public List<String> complaints(String yaml) {
    Object tree = new Load(YAML).loadFromString(yaml);
    return schema.validate(SchemaDoc.json(tree), InputFormat.JSON).stream()
        .map(Error::toString)
        .toList();
  }

  /** Checks that the schema takes what the reader takes, and refuses mistakes that it can see. */
  public void agreesWith(Loaded loaded, String yaml) {
    switch (loaded) {
      case Loaded.Ok _ -> assertThat(complaints(yaml)).as(yaml).isEmpty();
      case Loaded.Invalid(var errors, _) -> {
        Optional<String> mistake =
            errors.stream()
                .map(Problem::message)
                .filter(message -> SCHEMATIC.matcher(message).find())
                .findFirst();
        // What stands in a variable is not seen by an editor.
        if (mistake.isPresent() && !yaml.contains("$")) {
          assertThat(complaintsIfYaml(yaml)).as(mistake.get() + "\n" + yaml).isNotEmpty();
        }
      }
    }
  }

  private List<String> complaintsIfYaml(String yaml) {
    try {
      return complaints(yaml);
    } catch (YamlEngineException | UncheckedIOException e) {
      // No YAML, or one that contains itself.
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
