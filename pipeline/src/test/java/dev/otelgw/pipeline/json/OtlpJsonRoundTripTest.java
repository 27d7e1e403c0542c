package dev.otelgw.pipeline.json;

import static dev.otelgw.pipeline.json.JsonRequests.batch;
import static dev.otelgw.pipeline.json.JsonRequests.valid;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.testing.RandomOtlp.Size;
import dev.otelgw.pipeline.wire.OtlpSchema;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpJsonRoundTripTest {

  @ParameterizedTest
  @EnumSource(Signal.class)
  void readsBackWhatItWrote(Signal signal) {
    Random random = new Random(11);
    for (int i = 0; i < 600; i++) {
      Message message = RandomOtlp.request(signal, random);
      Batch batch = batch(signal, message.toByteArray());
      byte[] json = OtlpJson.write(batch);
      Batch back = valid(OtlpJson.parse(signal, json));
      assertThat(back.message()).isEqualTo(message);
      assertThat(back.items()).isEqualTo(batch.items());
      assertThat(json).isEqualTo(OtlpJson.write(back));
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void leavesOutWhatIsNotOfOtlp(Signal signal) {
    for (int seed = 0; seed < 100; seed++) {
      Message plain = RandomOtlp.request(signal, new Random(seed), Size.SMALL);
      // The same bytes with and without fields that nobody knows.
      byte[] unknown = {(byte) 0x98, 0x06, 0x07};
      Batch batch = batch(signal, concat(plain.toByteArray(), unknown));
      assertThat(valid(OtlpJson.parse(signal, OtlpJson.write(batch))).message()).isEqualTo(plain);
      Message odd = RandomOtlp.request(signal, new Random(seed), Size.SMALL.withUnknown(40));
      Batch oddBatch = batch(signal, odd.toByteArray());
      assertThat(valid(OtlpJson.parse(signal, OtlpJson.write(oddBatch))).items())
          .isEqualTo(oddBatch.items());
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void writesOneObjectOfManySegments(Signal signal) {
    Random random = new Random(12);
    List<Batch> batches = new ArrayList<>();
    Message.Builder all = RandomOtlp.emptyRequest(signal).toBuilder();
    for (int i = 0; i < 5; i++) {
      Message message = RandomOtlp.request(signal, random);
      all.mergeFrom(message);
      batches.add(batch(signal, message.toByteArray()));
    }
    Batch back = valid(OtlpJson.parse(signal, OtlpJson.write(Batch.join(batches))));
    assertThat(back.message()).isEqualTo(all.build());
  }

  /** Two messages of one type laid end to end are one, merged: every rule of merging at once. */
  @ParameterizedTest
  @EnumSource(Signal.class)
  void writesMergedWhatOccursTwice(Signal signal) {
    Random random = new Random(13);
    int untidy = 0;
    for (int i = 0; i < 200; i++) {
      byte[] twice = resourceTwice(signal, random);
      Batch batch = batch(signal, twice);
      Batch back = valid(OtlpJson.parse(signal, OtlpJson.write(batch)));
      assertThat(back.message()).isEqualTo(batch.message());
      untidy += RequestWriter.tidy(OtlpSchema.request(signal), twice, 0, twice.length) ? 0 : 1;
    }
    assertThat(untidy).isGreaterThan(50);
  }

  private static byte[] resourceTwice(Signal signal, Random random) {
    Message first = RandomOtlp.request(signal, random, Size.SMALL);
    Message second = RandomOtlp.request(signal, random, Size.SMALL);
    var list = first.getDescriptorForType().getFields().getFirst();
    List<byte[]> bodies = new ArrayList<>();
    for (Message message : List.of(first, second)) {
      for (int i = 0; i < message.getRepeatedFieldCount(list); i++) {
        bodies.add(((Message) message.getRepeatedField(list, i)).toByteArray());
      }
    }
    byte[] body = concat(bodies.toArray(byte[][]::new));
    byte[] head = new byte[6];
    head[0] = 10;
    for (int i = 0; i < 4; i++) {
      head[i + 1] = (byte) (0x80 | (body.length >> (7 * i) & 0x7f));
    }
    return concat(head, body);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
