package dev.otelgw.services.api.games;

import dev.otelgw.services.telemetry.Traces;
import io.opentelemetry.api.metrics.LongCounter;

/** What happened to games: {@code game.created}, {@code game.joined}, {@code game.cancelled}. */
final class Counters {

  final LongCounter created = counter("game.created", "{game}", "Games that were planned");
  final LongCounter joined = counter("game.joined", "{player}", "Players who joined a game");
  final LongCounter cancelled = counter("game.cancelled", "{game}", "Games that were called off");

  private static LongCounter counter(String name, String unit, String description) {
    return Traces.meter().counterBuilder(name).setUnit(unit).setDescription(description).build();
  }
}
