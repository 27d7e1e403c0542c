package dev.otelgw.gateway;

import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.deadletters.DeadLetter;
import dev.otelgw.pipeline.deadletters.DeadLetters;
import dev.otelgw.pipeline.journal.Journals;
import dev.otelgw.pipeline.json.OtlpJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What backends refused for good: looked at and decided upon while the gateway runs, or not. */
@Command(
    name = "dead-letter",
    mixinStandardHelpOptions = true,
    versionProvider = ProductVersion.class,
    description =
        "Lists what backends refused for good, shows it, drops it, or has it sent again. The"
            + " gateway may be running.")
final class DeadLetterCommand implements Runnable {

  private static final String ALL = "all";

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "DIR",
      defaultValue = "data/queue",
      scope = ScopeType.INHERIT,
      description = "The directory of the file_storage extension; ${DEFAULT-VALUE} without it.")
  private Path directory = Path.of("data/queue");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which of list, show, resend, drop?");
  }

  @Command(description = "Lists them, oldest first, a line each.")
  int list() throws IOException {
    List<Found> found = found();
    if (found.isEmpty()) {
      out().println("none in " + directory);
    }
    for (Found each : found) {
      DeadLetter letter = each.letter;
      out()
          .printf(
              Locale.ROOT,
              "%-22s  %-20s  %-14s  %-13s  %s%s%n",
              letter.id(),
              letter.refused().truncatedTo(ChronoUnit.SECONDS),
              letter.exporter(),
              letter.signal().count(letter.items()),
              letter.resend() ? "(to be sent again) " : "",
              letter.answer());
    }
    return ExitCodes.OK;
  }

  @Command(description = "Shows one: the backend's answer, then the data as OTLP/JSON.")
  int show(@Parameters(paramLabel = "ID", description = "As list prints it.") String id)
      throws IOException {
    Found found = one(id);
    DeadLetter letter = found.letter;
    Optional<Batch> batch = found.place.batch(letter);
    out().println("exporter  " + letter.exporter());
    out().println("refused   " + letter.refused());
    out().println("reason    " + letter.reason().label());
    out().println("answer    " + letter.answer());
    out()
        .println(
            "data      %s, %d bytes"
                .formatted(letter.signal().count(letter.items()), letter.bytes()));
    batch.ifPresent(
        content ->
            out().println(new String(OtlpJson.write(content), StandardCharsets.UTF_8)));
    return ExitCodes.OK;
  }

  @Command(
      description =
          "Puts them back into the queue they came from: at once if the gateway runs, else when it"
              + " starts.")
  int resend(
      @Parameters(paramLabel = "ID", arity = "1..*", description = "As list prints them, or: all.")
          List<String> ids)
      throws IOException {
    int done = 0;
    for (Found found : chosen(ids)) {
      done += found.place.resend(found.letter) ? 1 : 0;
    }
    out().println(done + (done == 1 ? " letter goes" : " letters go") + " back into the queue");
    return ExitCodes.OK;
  }

  @Command(description = "Deletes them. What they hold is lost then.")
  int drop(
      @Parameters(paramLabel = "ID", arity = "1..*", description = "As list prints them, or: all.")
          List<String> ids)
      throws IOException {
    int done = 0;
    for (Found found : chosen(ids)) {
      done += found.place.drop(found.letter) ? 1 : 0;
    }
    out().println(done + (done == 1 ? " letter" : " letters") + " dropped");
    return ExitCodes.OK;
  }

  /** A letter and the folder it lies in. */
  private record Found(DeadLetters place, DeadLetter letter) {}

  private List<Found> found() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s is not there; name the directory of file_storage with --directory"
              .formatted(directory));
    }
    List<Found> found = new ArrayList<>();
    for (DeadLetters place : Journals.allDeadLetters(directory)) {
      place.list().forEach(letter -> found.add(new Found(place, letter)));
    }
    found.sort(Comparator.comparing(each -> each.letter.refused()));
    return found;
  }

  private Found one(String id) throws IOException {
    return chosen(List.of(id)).getFirst();
  }

  private List<Found> chosen(List<String> ids) throws IOException {
    List<Found> all = found();
    if (ids.equals(List.of(ALL))) {
      return all;
    }
    List<Found> chosen = new ArrayList<>();
    for (String id : ids) {
      List<Found> named = all.stream().filter(each -> each.letter.id().equals(id)).toList();
      if (named.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "no dead letter %s in %s; see list".formatted(id, directory));
      }
      chosen.addAll(named);
    }
    return chosen;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
