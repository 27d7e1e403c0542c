package dev.otelgw.receivers.compression;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyFramedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompressionTest {

  private static final int LIMIT = 1 << 20;
  private static final Room ROOM = bytes -> true;

  record Sample(String name, Compression by, Packer packer) {
    byte[] pack(byte[] plain) throws IOException {
      return packer.pack(plain);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  interface Packer {
    byte[] pack(byte[] plain) throws IOException;
  }

  interface Wrapper {
    OutputStream around(OutputStream out) throws IOException;
  }

  static Stream<Sample> samples() {
    return Stream.of(
        new Sample("gzip", Compression.GZIP, through(GZIPOutputStream::new)),
        new Sample("two gzip members", Compression.GZIP, CompressionTest::twoMembers),
        new Sample("zlib", Compression.ZLIB, through(DeflaterOutputStream::new)),
        new Sample("deflate", Compression.DEFLATE, through(DeflaterOutputStream::new)),
        new Sample(
            "raw deflate",
            Compression.DEFLATE,
            through(out -> new DeflaterOutputStream(out, new Deflater(6, true)))),
        new Sample("zstd with size", Compression.ZSTD, Zstd::compress),
        new Sample(
            "zstd without size", Compression.ZSTD, through(ZstdOutputStreamNoFinalizer::new)),
        new Sample("snappy block", Compression.SNAPPY, CompressionTest::snappyBlock),
        new Sample("snappy framed", Compression.SNAPPY, through(SnappyFramedOutputStream::new)),
        new Sample(
            "x-snappy-framed", Compression.SNAPPY_FRAMED, through(SnappyFramedOutputStream::new)),
        new Sample("lz4", Compression.LZ4, plain -> Lz4Writer.frame(plain, 64 * 1024)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void givesBackWhatWasPacked(Sample sample) throws IOException {
    for (int size : new int[] {0, 1, 3, 17, 1000, 65_536, 300_000, LIMIT}) {
      byte[] plain = text(size);
      assertThat(sample.by().expand(sample.pack(plain), LIMIT, ROOM))
          .as("%d bytes", size)
          .isInstanceOfSatisfying(
              Expanded.Whole.class, whole -> assertThat(whole.bytes()).isEqualTo(plain));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void stopsOneByteAfterTheLimit(Sample sample) throws IOException {
    assertThat(sample.by().expand(sample.pack(text(LIMIT + 1)), LIMIT, ROOM))
        .isInstanceOf(Expanded.TooLarge.class);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void takesNoMoreRoomThanTheLimitForABomb(Sample sample) throws IOException {
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
  @MethodSource("samples")
  void saysWhenThereIsNoRoom(Sample sample) throws IOException {
    assertThat(sample.by().expand(sample.pack(text(5000)), LIMIT, bytes -> bytes < 100))
        .isInstanceOf(Expanded.NoRoom.class);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyTruncationIsBrokenOrShorter(Sample sample) throws IOException {
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
  @MethodSource("samples")
  void everyFlippedByteEndsInAnAnswer(Sample sample) throws IOException {
    byte[] packed = sample.pack(text(3000));
    Random random = new Random(7);
    for (int at = 0; at < packed.length; at++) {
      byte[] bad = packed.clone();
      bad[at] ^= (byte) (1 + random.nextInt(255));
      assertThat(sample.by().expand(bad, LIMIT, ROOM)).isNotNull();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void namesTheAlgorithmOfGarbage(Sample sample) {
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
  void knowsNamesInAnyCase() {
    assertThat(Compression.of("GZip")).contains(Compression.GZIP);
    assertThat(Compression.of("br")).isEmpty();
    assertThat(Compression.labels()).contains("x-snappy-framed", "lz4");
  }

  private static Packer through(Wrapper wrapper) {
    return plain -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream packing = wrapper.around(out)) {
        packing.write(plain);
      }
      return out.toByteArray();
    };
  }

  private static byte[] twoMembers(byte[] plain) throws IOException {
    Packer gzip = through(GZIPOutputStream::new);
    int half = plain.length / 2;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(gzip.pack(Arrays.copyOf(plain, half)));
    out.write(gzip.pack(Arrays.copyOfRange(plain, half, plain.length)));
    return out.toByteArray();
  }

  private static byte[] snappyBlock(byte[] plain) {
    SnappyCompressor compressor = new SnappyCompressor();
    byte[] out = new byte[compressor.maxCompressedLength(plain.length)];
    int n = compressor.compress(plain, 0, plain.length, out, 0, out.length);
    return Arrays.copyOf(out, n);
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
