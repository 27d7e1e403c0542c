package dev.otelgw.receivers.fuzz;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.receivers.compression.Packing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Calls over gRPC whose messages are wrong: each gets exactly the status that is right. */
final class GrpcBodyEntrance implements Entrance {

  private static final Packing[] PACKINGS = {
    Packing.GZIP,
    Packing.ZSTD_WITH_SIZE,
    Packing.ZSTD_WITHOUT_SIZE,
    Packing.SNAPPY_FRAMED,
    Packing.SNAPPY_BLOCK,
    Packing.DEFLATE,
  };
  private static final int LARGEST_FRAME = 16_384;

  private final Corpus corpus;
  private final int port;

  GrpcBodyEntrance(Corpus corpus, int port) {
    this.corpus = corpus;
    this.port = port;
  }

  @Override
  public String name() {
    return "grpc-body";
  }

  @Override
  public byte[] input(Random random) {
    return Framed.input(corpus, PACKINGS, false, random);
  }

  @Override
  public void judge(byte[] input) throws Exception {
    Framed framed = Framed.of(input);
    int right =
        switch (framed.right()) {
          case OK -> 0;
          case MALFORMED -> 3;
          case OVERSIZE -> 8;
        };
    try (Line line = new Line(port, new Random(input.length))) {
      byte[] answer =
          line.ask(
              connection(framed),
              bytes -> Frames.grpcStatus(bytes) != Frames.NO_STATUS || Frames.cut(bytes));
      int status = Frames.grpcStatus(answer);
      Finding.unless(status == right, "%d is right, but came %d", right, status);
    }
  }

  static String path(Signal signal) {
    return switch (signal) {
      case TRACES -> "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
      case METRICS -> "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
      case LOGS -> "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
    };
  }

  /** A connection with one call. */
  static byte[] connection(Framed framed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Frames.preface());
    out.writeBytes(Frames.frame(Frames.SETTINGS, 0, 0, new byte[0]));
    call(framed, 1).forEach(out::writeBytes);
    return out.toByteArray();
  }

  /** The frames of one call. */
  static List<byte[]> call(Framed framed, int stream) {
    var headers = Frames.callHeaders(path(framed.signal()));
    if (framed.packing() != null) {
      headers.add(Map.entry("grpc-encoding", framed.packing().by().label()));
    }
    byte[] body = framed.body();
    byte[] message =
        ByteBuffer.allocate(5 + body.length)
            .put((byte) (framed.packing() == null ? 0 : 1))
            .putInt(body.length)
            .put(body)
            .array();
    var frames = new java.util.ArrayList<byte[]>();
    frames.add(Frames.frame(Frames.HEADERS, Frames.END_HEADERS, stream, Frames.block(headers)));
    int size = Math.min(LARGEST_FRAME, Math.max(1 + framed.variant(), message.length / 8));
    for (int at = 0; at < message.length; at += size) {
      int end = Math.min(message.length, at + size);
      int flags = end == message.length ? Frames.END_STREAM : 0;
      frames.add(
          Frames.frame(Frames.DATA, flags, stream, java.util.Arrays.copyOfRange(message, at, end)));
    }
    return frames;
  }
}
