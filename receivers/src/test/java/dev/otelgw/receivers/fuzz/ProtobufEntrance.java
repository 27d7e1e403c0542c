package dev.otelgw.receivers.fuzz;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.RandomOtlp;
import dev.otelgw.pipeline.wire.ItemCount;
import dev.otelgw.pipeline.wire.OtlpParser;
import dev.otelgw.pipeline.wire.OtlpSplit;
import dev.otelgw.pipeline.wire.Parsed;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf, held against its official parser: both take a message or neither does, but for what is
 * refused on purpose. The first byte of an input is the signal.
 */
@SuppressWarnings("EnumOrdinal") // Inputs live no longer than the enums stay as they are.
final class ProtobufEntrance implements Entrance {

  /**
   * What backends refuse though Java's protobuf can read it: groups, tags of six bytes and more,
   * numbers of eleven, lengths beyond 32 bits.
   */
  private static final Pattern STRICTER =
      Pattern.compile(
          "an id of \\d+ bytes|nested deeper|wire type [34] is|no field tag|middle of a number|over ten bytes|not a length");

  private static final int LONGEST_MESSAGE = 800;

  private final Corpus corpus;

  ProtobufEntrance(Corpus corpus) {
    this.corpus = corpus;
  }

  @Override
  public String name() {
    return "protobuf";
  }

  @Override
  public byte[] input(Random random) {
    Signal signal = corpus.signal(random);
    byte[] message =
        random.nextInt(20) == 0
            ? Mutation.noise(60, random)
            : Mutation.some(
                corpus.protobuf(signal, random),
                corpus.protobuf(corpus.signal(random), random),
                random);
    byte[] input = new byte[1 + message.length];
    input[0] = (byte) signal.ordinal();
    System.arraycopy(message, 0, input, 1, message.length);
    return input;
  }

  @Override
  public void judge(byte[] input) {
    judge(Signal.values()[input[0]], Arrays.copyOfRange(input, 1, input.length));
  }

  /** The verdict, held against the official parser's. */
  static void judge(Signal signal, byte[] bytes) {
    Message official = official(signal, bytes);
    switch (OtlpParser.parse(signal, bytes)) {
      case Parsed.Valid(Batch batch) -> {
        if (official == null) {
          throw new Finding("taken, though the official parser refuses it");
        }
        int items = ItemCount.of(official);
        Finding.unless(batch.items() == items, "counted %d of %d items", batch.items(), items);
        if (items > 1) {
          splits(batch);
        }
      }
      case Parsed.Malformed(String message) -> {
        Finding.unless(
            official == null || STRICTER.matcher(message).find(),
            "refused, though the official parser takes it: %s",
            message);
        oneLine(message);
      }
    }
  }

  /** What was taken can be worked with: it falls into parts, each a valid request. */
  private static void splits(Batch batch) {
    int items = 0;
    for (Batch part : OtlpSplit.byItems(batch, 1 + batch.items() / 3)) {
      items += ItemCount.of(part.message());
    }
    Finding.unless(items == batch.items(), "split into %d of %d items", items, batch.items());
  }

  /** Fit for a log and for a header. */
  static void oneLine(String message) {
    boolean control = message.chars().anyMatch(Character::isISOControl);
    Finding.unless(!control && message.length() <= LONGEST_MESSAGE, "bad message: %s", message);
  }

  private static @Nullable Message official(Signal signal, byte[] bytes) {
    try {
      return RandomOtlp.emptyRequest(signal).getParserForType().parseFrom(bytes);
    } catch (InvalidProtocolBufferException _) {
      return null;
    }
  }
}
