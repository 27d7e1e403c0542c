package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.docs.ComponentDoc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ComponentsDocTest {

  @Test
  void theDocumentationIsThatOfTheCode() throws IOException {
    Path page = Path.of("../docs/components.md");
    assertThat(Files.readString(page))
        .as("docs/components.md is old; run: ./otelgw components --markdown > docs/components.md")
        .isEqualTo(ComponentDoc.page(Components.all()));
  }
}
