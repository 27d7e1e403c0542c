package dev.otelgw.pipeline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OddWireTest {

  @ParameterizedTest
  @EnumSource(Signal.class)
  void writesTheSameMessageDifferently(Signal signal) throws Exception {
    Random random = new Random(11);
    int different = 0;
    for (int i = 0; i < 200; i++) {
      Message message = RandomOtlp.request(signal, random, RandomOtlp.Size.USUAL.withUnknown(30));
      byte[] odd = OddWire.encode(message, random);
      assertThat(message.getParserForType().parseFrom(odd)).isEqualTo(message);
      assertThat(OtlpParser.parse(signal, odd)).isInstanceOf(Parsed.Valid.class);
      different += Arrays.equals(odd, message.toByteArray()) ? 0 : 1;
    }
    assertThat(different).isGreaterThan(100);
  }
}
