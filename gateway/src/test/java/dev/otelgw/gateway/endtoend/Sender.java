package dev.otelgw.gateway.endtoend;

import dev.otelgw.exporters.testing.GrpcClient;
import dev.otelgw.exporters.testing.ServerTls;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.Issued;
import dev.otelgw.pipeline.testing.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One way into a gateway. */
interface Sender {

  HttpClient PLAIN = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Sends a request, and waits for its answer.
   *
   * @return {@code OK} or {@code 200} where it was taken, else the status
   */
  String send(Signal signal, byte[] request) throws Exception;

  /** OTLP over gRPC. */
  static Sender of(GrpcClient client) {
    return client::export;
  }

  /** OTLP over HTTP, with headers. */
  static Sender http(int port, Map<String, String> headers) {
    return http(PLAIN, "http://127.0.0.1:" + port + "/v1/", headers);
  }

  /** OTLP over HTTP with TLS, showing a certificate of the authority. */
  static Sender https(
      int port, TestAuthority authority, Issued certificate, Map<String, String> headers)
      throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(ServerTls.of(certificate, authority))
            .build();
    return http(client, "https://127.0.0.1:" + port + "/v1/", headers);
  }

  /** OTLP over HTTP to a URL that the signal's name is added to. */
  static Sender http(HttpClient client, String url, Map<String, String> headers) {
    return (signal, body) -> {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url + signal.lowerName()))
              .header("Content-Type", "application/x-protobuf")
              .timeout(Duration.ofSeconds(30))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body));
      headers.forEach(request::header);
      return String.valueOf(
          client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode());
    };
  }

  /** OTLP over HTTP through a socket in the file system. */
  static Sender unix(Path path) {
    return (signal, body) -> {
      try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        socket.connect(UnixDomainSocketAddress.of(path));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String head =
            String.join(
                "\r\n",
                "POST /v1/" + signal.lowerName() + " HTTP/1.1",
                "Host: localhost",
                "Connection: close",
                "Content-Type: application/x-protobuf",
                "Content-Length: " + body.length,
                "",
                "");
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        ByteBuffer bytes = ByteBuffer.wrap(request.toByteArray());
        while (bytes.hasRemaining()) {
          socket.write(bytes);
        }
        String answer =
            new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.UTF_8);
        return answer.split(" ", 3)[1];
      }
    };
  }
}
