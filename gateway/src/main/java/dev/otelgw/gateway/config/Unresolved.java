package dev.otelgw.gateway.config;

import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Leaves open what unquoted text means, since that depends on what the key wants: {@code 0123} may
 * be a password.
 */
final class Unresolved implements Schema {

  /** Marks unquoted text without an explicit tag. */
  static final Tag PLAIN = new Tag("tag:otelgw,2026:plain");

  @Override
  public ScalarResolver getScalarResolver() {
    return (_, implicit) -> implicit ? PLAIN : Tag.STR;
  }

  @Override
  public Map<Tag, ConstructNode> getSchemaTagConstructors() {
    return Map.of();
  }
}
