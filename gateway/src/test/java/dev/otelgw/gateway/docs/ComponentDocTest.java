package dev.otelgw.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.gateway.config.SampleComponents;
import org.junit.jupiter.api.Test;

class ComponentDocTest {

  private final String page = ComponentDoc.page(SampleComponents.catalogue());

  @Test
  void sectionsHoldTheirComponents() {
    assertThat(page)
        .containsSubsequence(
            "## Receivers",
            "### `otlp`",
            "## Processors",
            "### `batch`",
            "### `memory_limiter`",
            "## Exporters",
            "### `otlp_http`",
            "### `debug`");
    assertThat(page).contains("A sample otlp_http. Also written `otlphttp`.");
    assertThat(page).contains("Stability: alpha. Signals: traces.");
  }

  @Test
  void everyKeyIsARow() {
    assertThat(page.lines())
        .contains(
            "| `protocols` | section |  | What to listen for. |",
            "| `protocols.grpc` | section | absent |  |",
            "| `protocols.grpc.endpoint` | text | `localhost:4317` | Address. |",
            "| `protocols.grpc.max_recv_msg_size_mib` | whole number (0 to 2047) | `0` | Largest"
                + " message, in MiB. |",
            "| `protocols.http.max_request_body_size` | whole number (at least 1) | `20971520` | In"
                + " bytes. |",
            "| `limit_mib` | whole number (at least 1) | absent | In MiB. |",
            "| `headers` | map of secret | `{}` | Sent with each request. |",
            "| `compression` | none, gzip, zstd, x_snappy_framed | `gzip` | How to compress. |",
            "| `timeout` | duration | `30s` | Bound of one attempt. |",
            "| `api_key` | secret |  | For the backend. |",
            "| `actions` | list of section | `[]` | Edits. |",
            "| `actions[].key` | text | required |  |",
            "| `actions[].value` | anything | absent |  |",
            "| `limits.<name>.most` | whole number | `7` |  |",
            "| `sending_queue.batch.min_size` | whole number (at least 0) | `8192` | Send as soon as"
                + " this much is waiting. |");
  }
}
