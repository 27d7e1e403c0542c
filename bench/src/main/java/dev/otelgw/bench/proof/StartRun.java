package dev.otelgw.bench.proof;

import dev.otelgw.bench.arm.Gateway;
import dev.otelgw.bench.arm.Processes;
import dev.otelgw.bench.arm.SinkProcess;
import dev.otelgw.bench.arm.Site;
import dev.otelgw.bench.load.Load;
import dev.otelgw.bench.load.Pace;
import dev.otelgw.bench.load.Target;
import dev.otelgw.bench.message.Messages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Fills the queue of one arm while its backend is away, and starts it again and again. */
final class StartRun {

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Duration COUNTING = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(20);

  private final Processes processes;
  private final SinkProcess sink;
  private final Site site;
  private final String metric;

  /**
   * An arm's run.
   *
   * @param metric what the gateway's own metrics call the queue's items; empty: they are not asked
   */
  StartRun(Processes processes, SinkProcess sink, Site site, String metric) {
    this.processes = processes;
    this.sink = sink;
    this.site = site;
    this.metric = metric;
  }

  /**
   * Runs it.
   *
   * @return the starts: first with nothing queued, then after a kill, then after stops
   * @throws IllegalStateException when items are missing at the end
   */
  List<StartResult> run(String arm, Messages messages, long items, int rounds)
      throws IOException, InterruptedException {
    sink.reset();
    sink.away();
    List<StartResult> results = new ArrayList<>();
    int perRequest = messages.shape().items();
    Target target = new Target(Target.Protocol.GRPC, site.address(Target.Protocol.GRPC), 4);
    Gateway gateway = site.launch(processes, Target.Protocol.GRPC);
    try (Load load = Load.to(target, messages)) {
      results.add(started(arm, perRequest, "(nothing)", 0, gateway));
      long queued = load.run(new Pace.Closed(16, items), LIMIT).acknowledgedItems();
      gateway.kill();
      for (int round = 1; round <= rounds; round++) {
        gateway = site.launch(processes, Target.Protocol.GRPC);
        results.add(started(arm, perRequest, round == 1 ? "SIGKILL" : "SIGTERM", queued, gateway));
        gateway.stop();
      }
      sink.back();
      gateway = site.start(processes, Target.Protocol.GRPC);
      long missing = Drain.await(sink, load, QUIET);
      gateway.stop();
      if (missing > 0) {
        throw new IllegalStateException(missing + " of " + queued + " items are missing");
      }
      return results;
    } finally {
      gateway.close();
    }
  }

  private StartResult started(
      String arm, int perRequest, String ended, long queued, Gateway gateway)
      throws IOException, InterruptedException {
    gateway.awaitListening();
    double cpu = gateway.tree().cpuSeconds();
    double counted = metric.isEmpty() ? Double.NaN : counted(queued, gateway);
    double listening = gateway.startTime().toNanos() / 1e9;
    double disk = Disk.mib(site.folder());
    return new StartResult(arm, perRequest, ended, queued, disk, listening, cpu, counted);
  }

  private double counted(long queued, Gateway gateway) throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + site.port("metrics_port") + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(10)).build();
      while (gateway.age().compareTo(gateway.startTime().plus(COUNTING)) < 0) {
        String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        double now = gateway.age().toNanos() / 1e9;
        if (sum(text) >= queued) {
          return now;
        }
        Thread.sleep(5);
      }
    }
    throw new IllegalStateException(metric + " did not come to " + queued + " within " + COUNTING);
  }

  private double sum(String text) {
    return text.lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
