package dev.otelgw.gateway.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A client for the tests of small servers on this machine. */
public final class Get {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Get() {}

  /** GET, accepting anything. */
  public static HttpResponse<String> get(int port, String path) {
    return send("GET", port, path, "*/*");
  }

  /** GET, accepting this. */
  public static HttpResponse<String> get(int port, String path, String accept) {
    return send("GET", port, path, accept);
  }

  /** Any method. */
  public static HttpResponse<String> send(String method, int port, String path, String accept) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", accept)
            .method(method, BodyPublishers.noBody())
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
