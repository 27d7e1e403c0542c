package dev.otelgw.scrapers.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.scrapers.rabbitmq.ObjectBook.Entry;
import dev.otelgw.scrapers.rabbitmq.ObjectChoice.Chosen;
import dev.otelgw.scrapers.rabbitmq.Sample.Family;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ObjectChoiceTest {

  private final ObjectChoice choice = new ObjectChoice(1, 1);
  private final Field ready =
      choice.field(new Family("rabbitmq_detailed_queue_messages_ready", "gauge", ""));
  private final Field acked =
      choice.field(new Family("rabbitmq_detailed_queue_messages_acked_total", "counter", ""));
  private final Field capacity =
      choice.field(new Family("rabbitmq_detailed_queue_consumer_capacity", "gauge", ""));

  private ObjectBook book = new ObjectBook();

  private void queue(String name, double messages, double acknowledged) {
    Entry entry = Objects.requireNonNull(book.entry("/", name));
    entry.set(ready, messages);
    entry.set(acked, acknowledged);
    entry.set(capacity, 0.5);
  }

  private Chosen choose() {
    Chosen chosen = choice.choose(book, entry -> !entry.temporary(), entry -> entry.value(ready));
    book = new ObjectBook();
    return chosen;
  }

  private static List<String> names(List<Entry> entries) {
    return entries.stream().map(Entry::name).sorted().toList();
  }

  @Test
  void theLargestAndTheBusiestStandForThemselves() {
    queue("big", 100, 0);
    queue("quiet", 50, 0);
    queue("small", 1, 0);
    choose();
    queue("big", 100, 0);
    queue("quiet", 50, 0);
    queue("small", 9, 0);
    for (int i = 0; i < 6; i++) {
      choose();
      queue("big", 100, 0);
      queue("quiet", 50, 0);
      queue("small", 9 + 8 * i, 0);
    }
    assertThat(names(choose().own())).containsExactly("big", "small");
  }

  @Test
  void theRestIsAddedUpAndItsCountersNeverShrink() {
    queue("big", 100, 1000);
    queue("a", 2, 500);
    queue("b", 3, 700);
    queue("amq.gen-x", 1000, 0);
    Chosen first = choose();
    assertThat(names(first.own())).containsExactly("a", "big");
    Entry rest = first.rest().getFirst();
    assertThat(rest.name()).isEqualTo("other");
    assertThat(rest.value(ready)).isEqualTo(1003);
    // What was counted before anybody looked is nobody's growth.
    assertThat(rest.value(acked)).isZero();
    assertThat(rest.value(capacity)).isNaN();
    queue("big", 100, 1000);
    queue("a", 2, 500);
    queue("b", 3, 710);
    queue("new", 1, 4);
    assertThat(choose().rest().getFirst().value(acked)).isEqualTo(14);
    // b goes, and its part stays.
    queue("big", 100, 1000);
    queue("a", 2, 500);
    queue("new", 1, 5);
    assertThat(choose().rest().getFirst().value(acked)).isEqualTo(15);
    // A queue that begins anew counts from nothing.
    queue("big", 100, 1000);
    queue("a", 2, 500);
    queue("new", 1, 2);
    assertThat(choose().rest().getFirst().value(acked)).isEqualTo(17);
  }

  @Test
  void aBookIsBounded() {
    for (int i = 0; i < ObjectBook.MOST + 5; i++) {
      book.entry("/", "q" + i);
    }
    assertThat(book.entries()).hasSize(ObjectBook.MOST);
    assertThat(book.beyond()).isEqualTo(5);
  }

  @Test
  void clampedTotalsKeepWhatGoes() {
    Clamped clamped = new Clamped();
    assertThat(clamped.clamp("bytes", 100)).isEqualTo(100);
    assertThat(clamped.clamp("bytes", 150)).isEqualTo(150);
    assertThat(clamped.clamp("bytes", 20)).isEqualTo(150);
    assertThat(clamped.clamp("bytes", 30)).isEqualTo(160);
    assertThat(clamped.clamp("other", 1)).isEqualTo(1);
  }

  @Test
  void aNodesStartIsComputedOnce() {
    Origins origins = new Origins();
    Instant now = Instant.parse("2026-01-01T01:00:00Z");
    origins.learn("n", 3600, Double.NaN, now);
    assertThat(origins.start("n")).isEqualTo("2026-01-01T00:00:00Z");
    origins.learn("n", 3662.3, Double.NaN, now.plusSeconds(60));
    assertThat(origins.start("n")).isEqualTo("2026-01-01T00:00:00Z");
    origins.learn("n", 10, Double.NaN, now.plusSeconds(120));
    assertThat(origins.start("n")).isEqualTo("2026-01-01T01:01:50Z");
    origins.learn("q", 5, 100.5, now);
    origins.learn("q", 6, 107.5, now.plusSeconds(8));
    assertThat(origins.start("q")).as("started anew at once").isEqualTo(now.plusSeconds(2));
    origins.learn("m", Double.NaN, Double.NaN, now);
    assertThat(origins.start("m")).isNull();
  }
}
