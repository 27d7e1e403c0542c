package dev.otelgw.receivers.fuzz;

import dev.otelgw.receivers.compression.Packing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Connections over HTTP/2 with anything on them: frames of every type in any order, header blocks,
 * messages of gRPC whose lengths lie. Each is answered or closed. The first byte is how long to
 * wait for an answer before the end of the input is said.
 */
final class Http2Entrance implements Entrance {

  private static final int WAIT_MILLIS = 5;
  private static final int TYPES = 13;
  private static final int LONGEST = 64;

  private static final List<Map.Entry<String, String>> ODD =
      List.of(
          Map.entry("grpc-encoding", "br"),
          Map.entry("grpc-encoding", "gzip,zstd"),
          Map.entry("grpc-timeout", "1n"),
          Map.entry("grpc-timeout", "99999999999H"),
          Map.entry("grpc-timeout", "-1S"),
          Map.entry("grpc-accept-encoding", ",,,"),
          Map.entry("content-type", "text/plain"),
          Map.entry("content-length", "7"),
          Map.entry("transfer-encoding", "chunked"),
          Map.entry("connection", "close"),
          Map.entry("te", "gzip"),
          Map.entry("x-bin", "!not base64!"),
          Map.entry("x-bin", "AAAA,AAAA"),
          Map.entry("Upper", "case"),
          Map.entry("", "no name"),
          Map.entry("crlf", "a\r\nb: c"),
          Map.entry(":path", "nowhere"),
          Map.entry(":path", "/a/../b"),
          Map.entry(":method", "GET"),
          Map.entry(":authority", "a b"),
          Map.entry(":unknown", "x"),
          Map.entry("large", "x".repeat(9000)));

  private final Corpus corpus;
  private final int port;

  Http2Entrance(Corpus corpus, int port) {
    this.corpus = corpus;
    this.port = port;
  }

  @Override
  public String name() {
    return "http2";
  }

  @Override
  public byte[] input(Random random) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(
        Frames.frame(Frames.SETTINGS, 0, 0, random.nextBoolean() ? settings(random) : none()));
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int stream = random.nextInt(20) == 0 ? random.nextInt() : 1 + 2 * random.nextInt(4);
      frames.addAll(random.nextInt(3) == 0 ? oddCall(stream, random) : call(stream, random));
    }
    for (int n = random.nextInt(4); n > 0; n--) {
      frames.add(random.nextInt(frames.size() + 1), anyFrame(random));
    }
    if (random.nextInt(4) == 0) {
      java.util.Collections.swap(
          frames, random.nextInt(frames.size()), random.nextInt(frames.size()));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frames.forEach(out::writeBytes);
    byte[] bytes =
        random.nextBoolean()
            ? out.toByteArray()
            : Mutation.of(out.toByteArray(), anyFrame(random), random);
    return input(bytes, random);
  }

  private static byte[] input(byte[] frames, Random random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(random.nextBoolean() ? WAIT_MILLIS : 0);
    byte[] preface = Frames.preface();
    out.writeBytes(
        random.nextInt(20) == 0
            ? Mutation.of(preface, Mutation.noise(30, random), random)
            : preface);
    out.writeBytes(frames);
    return out.toByteArray();
  }

  private List<byte[]> call(int stream, Random random) {
    Framed framed = Framed.of(Framed.input(corpus, Packing.values(), false, random));
    return framed.body().length > 4096 ? List.of() : GrpcBodyEntrance.call(framed, stream);
  }

  /** A head with something wrong in it, perhaps in several frames, and a message that lies. */
  private List<byte[]> oddCall(int stream, Random random) {
    var headers = Frames.callHeaders(GrpcBodyEntrance.path(corpus.signal(random)));
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      headers.add(random.nextInt(headers.size() + 1), ODD.get(random.nextInt(ODD.size())));
    }
    byte[] block = Frames.block(headers);
    if (random.nextInt(3) == 0) {
      block = Mutation.of(block, Mutation.noise(30, random), random);
    }
    List<byte[]> frames = new ArrayList<>();
    int cut = random.nextBoolean() ? block.length : random.nextInt(block.length + 1);
    boolean ends = random.nextInt(8) == 0;
    int flags = (cut == block.length ? Frames.END_HEADERS : 0) | (ends ? Frames.END_STREAM : 0);
    frames.add(Frames.frame(Frames.HEADERS, flags, stream, Arrays.copyOf(block, cut)));
    if (cut < block.length) {
      frames.add(
          Frames.frame(
              Frames.CONTINUATION,
              Frames.END_HEADERS,
              stream,
              Arrays.copyOfRange(block, cut, block.length)));
    }
    byte[] lies =
        ByteBuffer.allocate(9)
            .put((byte) random.nextInt(4))
            .putInt(random.nextBoolean() ? random.nextInt() : random.nextInt(8))
            .putInt(random.nextInt())
            .array();
    frames.add(Frames.frame(Frames.DATA, random.nextInt(2), stream, lies));
    return frames;
  }

  private static byte[] anyFrame(Random random) {
    int type = random.nextInt(TYPES);
    int stream = random.nextInt(3) == 0 ? 0 : random.nextInt(8);
    byte[] payload =
        switch (random.nextInt(4)) {
          case 0 -> settings(random);
          case 1 -> none();
          case 2 -> ByteBuffer.allocate(4).putInt(random.nextInt()).array();
          default -> Mutation.noise(LONGEST, random);
        };
    int flags = random.nextBoolean() ? random.nextInt(256) : random.nextInt(6);
    byte[] frame = Frames.frame(type, flags, stream, payload);
    if (random.nextInt(10) == 0) {
      frame[random.nextInt(3)] ^= (byte) (1 << random.nextInt(8));
    }
    return frame;
  }

  private static byte[] settings(Random random) {
    int count = 1 + random.nextInt(3);
    ByteBuffer settings = ByteBuffer.allocate(6 * count);
    for (int i = 0; i < count; i++) {
      int value = random.nextBoolean() ? random.nextInt() : random.nextInt(3);
      settings.putShort((short) random.nextInt(10)).putInt(value);
    }
    return settings.array();
  }

  private static byte[] none() {
    return new byte[0];
  }

  @Override
  public void judge(byte[] input) throws Exception {
    try (Line line = new Line(port, new Random(input.length))) {
      line.exchange(Arrays.copyOfRange(input, 1, input.length), input[0]);
    }
  }
}
