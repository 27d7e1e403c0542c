package dev.otelgw.scrapers.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadSizesTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant START = Instant.ofEpochSecond(1_800_000_000);
  private static final Query DATABASE =
      PostgresSystem.QUERIES.stream()
          .filter(query -> query.name().equals(PostgresSystem.DATABASE))
          .findFirst()
          .orElseThrow();
  private static final List<Row> ROWS =
      DATABASE.rows().stream().filter(row -> row.column().equals("size")).toList();

  private static SpreadSizes everyFourMinutes() {
    return new SpreadSizes(Duration.ofMinutes(4), MINUTE, "postgres");
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> i == 0 ? "postgres" : "db" + i).toList();
  }

  private static Set<String> turn(SpreadSizes sizes, List<String> of) {
    Set<String> turn = new HashSet<>(of);
    turn.removeIf(name -> !sizes.reads(name));
    return turn;
  }

  private static Line line(String database, long size) {
    Map<String, Integer> columns = new HashMap<>(Map.of("datname", 0, "size", 1, "more", 2));
    return new Line(columns, new ArrayList<>(Arrays.asList(database, size, "x")), false);
  }

  @Test
  void theFirstScrapeReadsTheDatabaseItIsIn() {
    SpreadSizes sizes = everyFourMinutes();
    sizes.next(START);
    assertThat(sizes.condition("d.datname")).isEqualTo("d.datname IN ('postgres')");
    assertThat(sizes.reads("postgres")).isTrue();
    assertThat(sizes.reads("db1")).isFalse();
  }

  @Test
  void allHaveTheirTurnWithinTheIntervalAndEachOncePerInterval() {
    SpreadSizes sizes = everyFourMinutes();
    List<String> all = names(10);
    sizes.next(START);
    sizes.know(all);
    Map<String, List<Integer>> turns = new HashMap<>();
    turns.computeIfAbsent("postgres", _ -> new ArrayList<>()).add(0);
    for (int minute = 1; minute <= 16; minute++) {
      sizes.next(START.plus(MINUTE.multipliedBy(minute)));
      Set<String> turn = turn(sizes, all);
      assertThat(turn).as("minute " + minute).hasSizeLessThanOrEqualTo(3);
      for (String name : turn) {
        turns.computeIfAbsent(name, _ -> new ArrayList<>()).add(minute);
      }
    }
    assertThat(turns).hasSize(10);
    turns.forEach((name, minutes) -> {
      assertThat(minutes.getFirst()).as(name).isLessThanOrEqualTo(4);
      for (int i = 1; i < minutes.size(); i++) {
        assertThat(minutes.get(i) - minutes.get(i - 1)).as(name).isEqualTo(4);
      }
    });
  }

  @Test
  void aSingleDatabaseIsReadOncePerIntervalAndNotMore() {
    SpreadSizes sizes = everyFourMinutes();
    List<Integer> minutes = new ArrayList<>();
    for (int minute = 0; minute < 9; minute++) {
      // Scrapes are never to the nanosecond.
      sizes.next(START.plus(MINUTE.multipliedBy(minute)).minusMillis(minute));
      if (sizes.reads("postgres")) {
        minutes.add(minute);
      }
    }
    assertThat(minutes).containsExactly(0, 4, 8);
  }

  @Test
  void whoIsNewComesFirst() {
    SpreadSizes sizes = everyFourMinutes();
    sizes.next(START);
    sizes.know(names(4));
    IntStream.rangeClosed(1, 4).forEach(i -> sizes.next(START.plus(MINUTE.multipliedBy(i))));
    sizes.know(names(5));
    sizes.next(START.plus(MINUTE.multipliedBy(5)));
    assertThat(sizes.reads("db4")).isTrue();
  }

  @Test
  void aClockThatIsSetBackKeepsNobodyWaiting() {
    SpreadSizes sizes = everyFourMinutes();
    sizes.next(START);
    sizes.next(START.minus(Duration.ofDays(1)));
    assertThat(sizes.reads("postgres")).isTrue();
  }

  @Test
  void whatNobodySpreadsIsReadInEachScrape() {
    for (Duration interval : List.of(Duration.ZERO, MINUTE, Duration.ofSeconds(65))) {
      SpreadSizes sizes = new SpreadSizes(interval, MINUTE, "postgres");
      assertThat(sizes.unspread()).isTrue();
      assertThat(sizes.condition("d.datname")).isEqualTo("true");
      assertThat(sizes.reads("any")).isTrue();
    }
    assertThat(new SpreadSizes(Duration.ofSeconds(90), MINUTE, "postgres").unspread()).isFalse();
  }

  @Test
  void theOthersAreAsTheyWereWhenTheyWereRead() {
    SpreadSizes sizes = everyFourMinutes();
    sizes.next(START);
    sizes.know(List.of("postgres", "o'hara"));
    List<Line> first = sizes.lines(DATABASE, ROWS, List.of(line("postgres", 1), line("o'hara", 9)));
    assertThat(first)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.text("datname")).isEqualTo("postgres");
          assertThat(one.has("more")).isFalse();
        });

    Instant later = START.plus(MINUTE);
    sizes.next(later);
    assertThat(sizes.condition("d.datname")).isEqualTo("d.datname IN ('o''hara')");
    List<Line> second =
        sizes.lines(DATABASE, ROWS, List.of(line("postgres", 5), line("o'hara", 2)));
    assertThat(second)
        .extracting(one -> one.text("datname"), one -> one.number("size"))
        .containsExactly(tuple("postgres", 1.0), tuple("o'hara", 2.0));
  }

  @Test
  void whatIsGoneAndWhatCouldNotBeReadAgainIsForgotten() {
    SpreadSizes sizes = everyFourMinutes();
    sizes.next(START);
    sizes.know(names(2));
    sizes.lines(DATABASE, ROWS, List.of(line("postgres", 1)));
    Instant later = START.plus(MINUTE);
    sizes.next(later);
    sizes.lines(DATABASE, ROWS, List.of(line("db1", 2)));
    sizes.know(names(1));
    sizes.next(later.plus(MINUTE));
    assertThat(sizes.lines(DATABASE, ROWS, List.of())).hasSize(1);
    Instant again = START.plus(Duration.ofMinutes(4));
    sizes.next(again);
    assertThat(sizes.lines(DATABASE, ROWS, List.of())).isEmpty();
  }
}
