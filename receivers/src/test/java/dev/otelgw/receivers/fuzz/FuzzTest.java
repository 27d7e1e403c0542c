package dev.otelgw.receivers.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FuzzTest {

  private static final Path FOLDER = Path.of("target/fuzz");

  private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

  @BeforeEach
  void looksForLeaks() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @AfterEach
  void looksAsBefore() {
    ResourceLeakDetector.setLevel(level);
  }

  @Test
  void nothingThatIsSentDoesHarm() throws Exception {
    try (Fuzz fuzz = new Fuzz(new Plan(100_000, 1, FOLDER), FuzzTest::say)) {
      say(fuzz.run());
      assertThat(fuzz.findings()).isEmpty();
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
