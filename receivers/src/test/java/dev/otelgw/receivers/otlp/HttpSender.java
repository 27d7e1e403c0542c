package dev.otelgw.receivers.otlp;

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

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  HttpSender(int port) {
    this.port = port;
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
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).method(method, body);
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
