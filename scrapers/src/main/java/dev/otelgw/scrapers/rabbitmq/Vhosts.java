package dev.otelgw.scrapers.rabbitmq;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which virtual hosts are read. Immutable. */
final class Vhosts {

  private final List<String> named;
  private final Pattern included;
  private final Pattern excluded;

  Vhosts(QueuesConfig config) {
    boolean patterns = config.vhosts().stream().anyMatch(vhost -> vhost.contains("*"));
    this.named = patterns ? List.of() : config.vhosts();
    this.included = pattern(config.vhosts());
    this.excluded = pattern(config.excludeVhosts());
  }

  private static Pattern pattern(List<String> globs) {
    return Pattern.compile(
        globs.stream()
            .map(glob ->
                Stream.of(glob.split("\\*", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*")))
            .collect(Collectors.joining("|")),
        Pattern.DOTALL);
  }

  /** All that are read, where that is a list: the server then leaves out the others itself. */
  List<String> named() {
    return named;
  }

  boolean reads(String vhost) {
    return included.matcher(vhost).matches()
        && (excluded.pattern().isEmpty() || !excluded.matcher(vhost).matches());
  }
}
