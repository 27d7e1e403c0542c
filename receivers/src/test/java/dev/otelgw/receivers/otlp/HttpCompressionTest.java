package dev.otelgw.receivers.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.otelgw.pipeline.Memory;
import dev.otelgw.pipeline.testing.Await;
import dev.otelgw.pipeline.testing.Batches;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyFramedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpCompressionTest {

  record Encoding(String name, GrpcSender.Wrapper wrapper) {
    byte[] pack(byte[] plain) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream packing = wrapper.around(out)) {
        packing.write(plain);
      }
      return out.toByteArray();
    }
  }

  static Stream<Encoding> encodings() {
    return Stream.of(
        new Encoding("gzip", GZIPOutputStream::new),
        new Encoding("GZIP", GZIPOutputStream::new),
        new Encoding("zstd", ZstdOutputStreamNoFinalizer::new),
        new Encoding("deflate", DeflaterOutputStream::new),
        new Encoding("zlib", DeflaterOutputStream::new),
        new Encoding("snappy", SnappyFramedOutputStream::new),
        new Encoding("x-snappy-framed", SnappyFramedOutputStream::new),
        new Encoding("Identity", out -> out),
        new Encoding("none", out -> out));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void takesEveryEncoding(Encoding encoding) throws Exception {
    byte[] plain = Batches.spans("a", 100).toByteArray();
    try (Rig rig = Rig.start();
        HttpSender sender = new HttpSender(rig.receiver.httpPort())) {
      assertThat(post(sender, encoding.name(), encoding.pack(plain)).statusCode()).isEqualTo(200);
      assertThat(rig.sink.batches().getFirst().toByteArray()).isEqualTo(plain);
      Await.until("memory given back", () -> rig.memory.held() == 0);
    }
  }

  @Test
  void takesSnappyBlocksAsTheCollectorSendsThem() throws Exception {
    byte[] plain = Batches.spans("a", 100).toByteArray();
    SnappyCompressor compressor = new SnappyCompressor();
    byte[] block = new byte[compressor.maxCompressedLength(plain.length)];
    int length = compressor.compress(plain, 0, plain.length, block, 0, block.length);
    try (Rig rig = Rig.start();
        HttpSender sender = new HttpSender(rig.receiver.httpPort())) {
      assertThat(post(sender, "snappy", Arrays.copyOf(block, length)).statusCode()).isEqualTo(200);
      assertThat(rig.sink.batches()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void brokenBodiesAreTheClientsFault(Encoding encoding) throws Exception {
    byte[] garbage = "not what the header says".getBytes(StandardCharsets.UTF_8);
    byte[] cut = encoding.pack(Batches.spans("a", 100).toByteArray());
    try (Rig rig = Rig.start();
        HttpSender sender = new HttpSender(rig.receiver.httpPort())) {
      assertThat(post(sender, encoding.name(), garbage).statusCode()).isEqualTo(400);
      HttpResponse<byte[]> response =
          post(sender, encoding.name(), Arrays.copyOf(cut, cut.length - 20));
      assertThat(response.statusCode()).isEqualTo(400);
      Await.until("memory given back", () -> rig.memory.held() == 0);
    }
  }

  @Test
  void bombsEndAtTheLimitAndInNoMoreMemory() throws Exception {
    Rig.Options options = new Rig.Options();
    options.memory = new Memory(4 << 20);
    try (Rig rig = options.start();
        HttpSender sender = new HttpSender(rig.receiver.httpPort())) {
      byte[] bomb = new Encoding("gzip", GZIPOutputStream::new).pack(new byte[200 << 20]);
      assertThat(bomb.length).isLessThan(1 << 20);
      HttpResponse<byte[]> response = post(sender, "gzip", bomb);
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(new String(response.body(), StandardCharsets.UTF_8))
          .contains("decompressed request is larger than 1 MiB");
      response = post(sender, "zstd", Zstd.compress(new byte[200 << 20]));
      assertThat(response.statusCode()).isEqualTo(413);
      Await.until("memory given back", () -> rig.memory.held() == 0);
    }
  }

  @Test
  void unknownEncodingsAreToldTheKnown() throws Exception {
    Rig.Options options = new Rig.Options();
    options.compressions = List.of("none", "gzip", "zstd");
    try (Rig rig = options.start();
        HttpSender sender = new HttpSender(rig.receiver.httpPort())) {
      for (String encoding : List.of("br", "snappy")) {
        HttpResponse<byte[]> response = post(sender, encoding, new byte[10]);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new String(response.body(), StandardCharsets.UTF_8))
            .contains(
                "Content-Encoding \"%s\" is not taken here; use one of gzip, zstd, identity"
                    .formatted(encoding));
      }
    }
  }

  private static HttpResponse<byte[]> post(HttpSender sender, String encoding, byte[] body)
      throws Exception {
    return sender.post(
        "/v1/traces", body, "Content-Type", HttpSender.PROTOBUF, "Content-Encoding", encoding);
  }
}
