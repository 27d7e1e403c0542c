package dev.otelgw.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otelgw.pipeline.StartException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalServerTest {

  private static LocalServer server(int port, Map<String, Page> pages) {
    return new LocalServer("test", "127.0.0.1", port, "the.setting", pages);
  }

  @Test
  void servesItsPagesAndNothingElse() {
    try (LocalServer server = server(0, Map.of("/a", _ -> Reply.text(200, "é")))) {
      server.start();
      HttpResponse<String> found = Get.get(server.port(), "/a");
      assertThat(found.statusCode()).isEqualTo(200);
      assertThat(found.body()).isEqualTo("é\n");
      assertThat(found.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
      HttpResponse<String> missing = Get.get(server.port(), "/ab");
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.body()).contains("/a");
    }
  }

  @Test
  void answersHeadWithoutBodyAndRefusesToBeWrittenTo() {
    try (LocalServer server = server(0, Map.of("/a", _ -> Reply.text(200, "four")))) {
      server.start();
      HttpResponse<String> head = Get.send("HEAD", server.port(), "/a", "*/*");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.headers().firstValue("Content-Length")).contains("5");
      assertThat(head.body()).isEmpty();
      HttpResponse<String> post = Get.send("POST", server.port(), "/a", "*/*");
      assertThat(post.statusCode()).isEqualTo(405);
      assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
    }
  }

  @Test
  void aPageThatFailsIsAnErrorToTheClientAndTheNextRequestIsServed() {
    Page broken =
        _ -> {
          throw new IllegalStateException("out of order");
        };
    try (LocalServer server = server(0, Map.of("/a", broken, "/b", _ -> Reply.text(200, "b")))) {
      server.start();
      HttpResponse<String> failed = Get.get(server.port(), "/a");
      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.body()).contains("out of order");
      assertThat(Get.get(server.port(), "/b").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPortInUseIsOneLineWithTheSettingToChange() {
    try (LocalServer first = server(0, Map.of());
        LocalServer second = startedOn(first)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(StartException.class)
          .hasMessage(
              "test: cannot listen on 127.0.0.1:%d (Address already in use); stop the program that"
                      .formatted(first.port())
                  + " has the port, or change the.setting");
    }
  }

  private static LocalServer startedOn(LocalServer first) {
    first.start();
    return server(first.port(), Map.of());
  }

  @Test
  void anUnknownHostIsNamed() {
    try (LocalServer server = new LocalServer("test", "no.such.invalid", 0, "it", Map.of())) {
      assertThatThrownBy(server::start)
          .hasMessage("test: unknown host \"no.such.invalid\"; change it");
    }
  }

  @Test
  void closesTwiceAndWithoutAStart() {
    LocalServer server = server(0, Map.of());
    server.close();
    server.start();
    int port = server.port();
    server.close();
    server.close();
    assertThat(server.port()).isEqualTo(-1);
    try (LocalServer again = server(port, Map.of())) {
      again.start();
      assertThat(again.port()).isEqualTo(port);
    }
  }
}
