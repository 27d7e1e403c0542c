package dev.otelgw.pipeline.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.testing.RandomOtlp.Size;
import dev.otelgw.pipeline.wire.Parsed;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpJsonMutationTest {

  private static final byte[] TELLING =
      "{}[]\",:0123456789eE.-+tfn\\u \n\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);

  @ParameterizedTest
  @EnumSource(Signal.class)
  void brokenTextIsMalformedAndNeverThrows(Signal signal) {
    Random random = new Random(14);
    int malformed = 0;
    for (int i = 0; i < 5000; i++) {
      Message message = RandomOtlp.request(signal, random, Size.SMALL);
      byte[] whole = OtlpJson.write(JsonRequests.batch(signal, message.toByteArray()));
      byte[] json = mutated(whole, random);
      switch (OtlpJson.parse(signal, json)) {
        case Parsed.Valid(Batch read) -> assertThat(read.message()).isNotNull();
        case Parsed.Malformed(String text) -> {
          malformed++;
          assertThat(text)
              .as(() -> new String(json, StandardCharsets.UTF_8))
              .startsWith("malformed OTLP/JSON at line ")
              .matches("\\P{Cntrl}*")
              .hasSizeLessThan(800);
        }
      }
    }
    assertThat(malformed).isBetween(1000, 4999);
  }

  private static byte[] mutated(byte[] json, Random random) {
    byte[] text = json;
    for (int n = 1 + random.nextInt(3); n > 0 && text.length > 0; n--) {
      int at = random.nextInt(text.length);
      byte any = TELLING[random.nextInt(TELLING.length)];
      text =
          switch (random.nextInt(9)) {
            case 0, 1 -> replaced(text, at);
            case 2, 3 -> replaced(text, at, text[at], any);
            case 4, 5 -> replaced(text, at, any);
            case 6, 7 -> replaced(text, at, text[at] ^ (1 << random.nextInt(8)));
            default -> Arrays.copyOf(text, at);
          };
    }
    return text;
  }

  /** The text with other bytes instead of the one at {@code at}. */
  private static byte[] replaced(byte[] text, int at, int... others) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text, 0, at);
    for (int other : others) {
      out.write(other);
    }
    out.write(text, at + 1, text.length - at - 1);
    return out.toByteArray();
  }
}
