package dev.otelgw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.docs.CollectorDoc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CollectorUsersDocTest {

  @Test
  void thePageIsThatOfTheCode() throws IOException {
    Path page = Path.of("../docs/collector-users.md");
    assertThat(Files.readString(page))
        .as(
            "docs/collector-users.md is old; run: ./otelgw components --collector >"
                + " docs/collector-users.md (its text: src/main/resources/.../docs)")
        .isEqualTo(CollectorDoc.page(Components.all()));
  }
}
