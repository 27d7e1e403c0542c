package dev.otelgw.receivers.compression;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {

  private static final int LIMIT = 1 << 20;
  private static final Room ROOM = bytes -> true;

  @ParameterizedTest
  @EnumSource
  void givesBackWhatWasPacked(Packing sample) throws IOException {
    for (int size : new int[] {0, 1, 3, 17, 1000, 65_536, 300_000, LIMIT}) {
      byte[] plain = text(size);
      assertThat(sample.by().expand(sample.pack(plain), LIMIT, ROOM))
          .as("%d bytes", size)
          .isInstanceOfSatisfying(
              Expanded.Whole.class, whole -> assertThat(whole.bytes()).isEqualTo(plain));
    }
  }

  @ParameterizedTest
  @EnumSource
  void stopsOneByteAfterTheLimit(Packing sample) throws IOException {
    assertThat(sample.by().expand(sample.pack(text(LIMIT + 1)), LIMIT, ROOM))
        .isInstanceOf(Expanded.TooLarge.class);
  }

  @ParameterizedTest
  @EnumSource
  void takesNoMoreRoomThanTheLimitForABomb(Packing sample) throws IOException {
    byte[] bomb = sample.pack(new byte[8 << 20]);
    long[] taken = {0};
    Expanded expanded =
        sample
            .by()
            .expand(
                bomb,
                LIMIT,
                bytes -> {
                  taken[0] += bytes;
                  return true;
                });
    assertThat(expanded).isInstanceOf(Expanded.TooLarge.class);
    assertThat(taken[0]).isLessThanOrEqualTo(LIMIT);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhenThereIsNoRoom(Packing sample) throws IOException {
    assertThat(sample.by().expand(sample.pack(text(5000)), LIMIT, bytes -> bytes < 100))
        .isInstanceOf(Expanded.NoRoom.class);
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsBrokenOrShorter(Packing sample) throws IOException {
    byte[] plain = text(3000);
    byte[] packed = sample.pack(plain);
    for (int length = 0; length < packed.length; length++) {
      Expanded expanded = sample.by().expand(Arrays.copyOf(packed, length), LIMIT, ROOM);
      if (expanded instanceof Expanded.Whole whole) {
        assertThat(whole.bytes()).as("cut at %d", length).isNotEqualTo(plain);
      } else {
        assertThat(expanded).isInstanceOfAny(Expanded.Broken.class, Expanded.TooLarge.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedByteEndsInAnAnswer(Packing sample) throws IOException {
    byte[] packed = sample.pack(text(3000));
    Random random = new Random(7);
    for (int at = 0; at < packed.length; at++) {
      byte[] bad = packed.clone();
      bad[at] ^= (byte) (1 + random.nextInt(255));
      assertThat(sample.by().expand(bad, LIMIT, ROOM)).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesTheAlgorithmOfGarbage(Packing sample) {
    byte[] garbage = "this is certainly not compressed".getBytes(StandardCharsets.UTF_8);
    assertThat(sample.by().expand(garbage, LIMIT, ROOM))
        .isInstanceOfSatisfying(
            Expanded.Broken.class,
            broken -> assertThat(broken.message()).contains(sample.by().label()));
  }

  @Test
  void readsWhatTheLz4ToolWrites() throws IOException {
    // lz4 -BD -B4 -BX --content-size: linked blocks of 64 KiB, every checksum, the size.
    String plain =
        IntStream.range(0, 15_000)
            .mapToObj(i -> "span-%d otel ".formatted(i % 97))
            .collect(Collectors.joining());
    byte[] packed;
    try (InputStream in = getClass().getResourceAsStream("/lz4/linked-blocks-all-checksums.lz4")) {
      packed = in.readAllBytes();
    }
    assertThat(Compression.LZ4.expand(packed, LIMIT, ROOM))
        .isInstanceOfSatisfying(
            Expanded.Whole.class, whole -> assertThat(whole.bytes()).asString().isEqualTo(plain));
    for (int at = 0; at < packed.length; at++) {
      byte[] bad = packed.clone();
      bad[at] ^= 0x10;
      assertThat(Compression.LZ4.expand(bad, LIMIT, ROOM))
          .as("byte %d changed", at)
          .isNotInstanceOf(Expanded.Whole.class);
    }
  }

  @Test
  void refusesWindowsThatCouldEatTheMemory() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var zstd = new ZstdOutputStreamNoFinalizer(out)) {
      zstd.setLong(27);
      zstd.write(text(100_000));
    }
    assertThat(Compression.ZSTD.expand(out.toByteArray(), LIMIT, ROOM))
        .isInstanceOf(Expanded.Broken.class);
  }

  @Test
  void aChunkOfSnappyThatClaimsGigabytesCostsNothing() {
    // Identifier; then a compressed chunk with a checksum and a block that claims 2^31 - 10 bytes.
    byte[] lie = {
      (byte) 0xff,
      6,
      0,
      0,
      's',
      'N',
      'a',
      'P',
      'p',
      'Y',
      0,
      10,
      0,
      0,
      1,
      2,
      3,
      4,
      (byte) 0xf6,
      (byte) 0xff,
      (byte) 0xff,
      (byte) 0xff,
      7,
      0,
    };
    assertThat(Compression.SNAPPY_FRAMED.expand(lie, LIMIT, ROOM))
        .isEqualTo(
            new Expanded.Broken("broken x-snappy-framed data: has a chunk of more than 64 KiB"));
  }

  @Test
  void knowsNamesInAnyCase() {
    assertThat(Compression.of("GZip")).contains(Compression.GZIP);
    assertThat(Compression.of("br")).isEmpty();
    assertThat(Compression.labels()).contains("x-snappy-framed", "lz4");
  }

  /** Neither all the same nor all different. */
  private static byte[] text(int size) {
    Random random = new Random(size);
    byte[] text = new byte[size];
    for (int i = 0; i < size; i++) {
      text[i] = (byte) (i % 7 == 0 ? random.nextInt(16) : 'a' + i % 13);
    }
    return text;
  }
}
