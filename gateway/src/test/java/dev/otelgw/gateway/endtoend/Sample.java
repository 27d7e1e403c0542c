package dev.otelgw.gateway.endtoend;

import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.Parsed;
import java.util.Random;

/**
 * A random request that has items.
 *
 * @param message as an object of its generated class
 * @param batch the same as the gateway has it
 */
record Sample(Message message, Batch batch) {

  static Sample of(Signal signal, Random random, RandomOtlp.Size size) {
    while (true) {
      Message message = RandomOtlp.request(signal, random, size);
      Batch batch = ((Parsed.Valid) OtlpParser.parse(signal, message.toByteArray())).batch();
      if (batch.items() > 0) {
        return new Sample(message, batch);
      }
    }
  }

  byte[] bytes() {
    return message.toByteArray();
  }
}
