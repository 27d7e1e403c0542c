package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.tls.ClientTlsConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The JDK's client, speaking HTTP/1.1. */
final class HttpSender implements AutoCloseable {

  static final String PROTOBUF = "application/x-protobuf";
  static final String JSON = "application/json";

  private final HttpClient client;
  private final String base;

  HttpSender(int port) {
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    base = "http://127.0.0.1:" + port;
  }

  /** Over TLS, offering HTTP/2 too as most clients do. */
  HttpSender(int port, ClientTlsConfig tls) {
    client = HttpClient.newBuilder().sslContext(TlsClients.client(tls).context()).build();
    base = "https://127.0.0.1:" + port;
  }

  HttpResponse<byte[]> post(String path, byte[] body, String... headers) throws Exception {
    return send("POST", path, BodyPublishers.ofByteArray(body), headers);
  }

  /** With the content type first among the headers. */
  HttpResponse<byte[]> protobuf(String path, byte[] body) throws Exception {
    return post(path, body, "Content-Type", PROTOBUF);
  }

  HttpResponse<byte[]> send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
