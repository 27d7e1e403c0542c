package dev.otelgw.receivers.fuzz;

import io.netty.util.ResourceLeakDetector;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code bench/run fuzz}. */
final class Main {

  private static final String USAGE =
      """
      Usage: bench/run fuzz [--inputs N] [--seed N] [--folder PATH] [--replay FILE]
      Random and broken inputs for every entrance of the otlp receiver.
        --inputs N      how many; default 100000
        --seed N        the same seed makes the same inputs; default 1
        --folder PATH   where inputs with findings are written; default bench/target/fuzz
        --replay FILE   one such input again, with the seed in its name
      Exits with 1 where something was found.\
      """;

  private Main() {}

  /** Runs, prints a summary, exits. */
  public static void main(String[] args) throws Exception {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length
          || !List.of("--inputs", "--seed", "--folder", "--replay").contains(args[i])) {
        System.err.println(USAGE);
        System.exit(List.of("-h", "--help").contains(args[i]) ? 0 : 2);
      }
      options.put(args[i], args[i + 1]);
    }
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    Plan plan =
        new Plan(
            Long.parseLong(options.getOrDefault("--inputs", "100000")),
            Long.parseLong(options.getOrDefault("--seed", "1")),
            Path.of(options.getOrDefault("--folder", "fuzz")));
    try (Fuzz fuzz = new Fuzz(plan, Main::say)) {
      if (options.containsKey("--replay")) {
        fuzz.replay(Path.of(options.get("--replay")));
        say("fuzz: replayed, %d findings".formatted(fuzz.findings().size()));
      } else {
        say(fuzz.run());
      }
      System.out.flush();
      Runtime.getRuntime().exit(fuzz.findings().isEmpty() ? 0 : 1);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
