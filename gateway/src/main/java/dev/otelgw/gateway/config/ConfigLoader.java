package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.Factory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a configuration: the one entry to this package. Opens files, and nothing else. Stateless.
 */
public final class ConfigLoader {

  private static final Place TOP = new Place("", Position.of(""));

  private final Findings findings = new Findings();
  private final List<Source> sources;
  private final Catalogue catalogue;
  private final Map<String, String> environment;

  private ConfigLoader(
      List<Source> sources, List<Factory<?>> catalogue, Map<String, String> environment) {
    this.sources = List.copyOf(sources);
    this.catalogue = new Catalogue(catalogue);
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads, merges and checks.
   *
   * @param sources at least one; later ones win
   * @param catalogue the components there are
   * @param environment the values of {@code ${env:NAME}}
   */
  public static Loaded load(
      List<Source> sources, List<Factory<?>> catalogue, Map<String, String> environment) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("no sources");
    }
    return new ConfigLoader(sources, catalogue, environment).load();
  }

  private Loaded load() {
    SourceReader reader = new SourceReader(findings, environment);
    List<Node> trees = new ArrayList<>();
    for (Source source : sources) {
      reader.read(source).ifPresent(trees::add);
    }
    if (trees.size() < sources.size()) {
      return invalid();
    }
    Node merged = new Variables(environment, findings).expand(Overlay.of(trees), TOP);
    if (!(merged instanceof Node.Mapping root)) {
      findings.error(
          new Place("", merged.position()),
          "is empty; a configuration has receivers, exporters and a service");
      return invalid();
    }
    return sections(root);
  }

  private Loaded sections(Node.Mapping root) {
    Declarations declarations = new Declarations(findings, catalogue);
    Set<Kind> absent = EnumSet.noneOf(Kind.class);
    for (Kind kind : Kind.values()) {
      section(root, Kinds.section(kind))
          .ifPresentOrElse(
              entry ->
                  declarations.read(
                      kind, entry.value(), new Place(Kinds.section(kind), entry.position())),
              () -> absent.add(kind));
    }
    unknownSections(root);
    absent.retainAll(List.of(Kind.RECEIVER, Kind.EXPORTER));
    required(root, absent);
    Optional<Node.Entry> entry = section(root, "service");
    if (entry.isEmpty()) {
      findings.error(
          new Place("service", root.position()),
          "missing; add service.pipelines to say what flows from where to where");
      return invalid();
    }
    return service(root, entry.get(), declarations, absent);
  }

  private Loaded service(
      Node.Mapping root, Node.Entry entry, Declarations declarations, Set<Kind> absent) {
    Place place = new Place("service", entry.position());
    Node node = YamlReader.resolve(entry.value());
    ServiceSection section =
        new Binder(findings, new Refusals("service", place.path()))
            .bind(ServiceSection.class, node, place)
            .orElseGet(ServiceSection::new);
    Node.Mapping mapping =
        node instanceof Node.Mapping m ? m : Node.Mapping.empty(entry.position());
    ServiceReader reader =
        new ServiceReader(
            declarations, absent, findings, new RecordProblems(findings, place, mapping));
    Service service = reader.read(section);
    reader
        .unused()
        .forEach((id, defined) ->
            findings.warning(
                defined,
                id.kind() == Kind.EXTENSION
                    ? "not used: service.extensions does not name it"
                    : "not used: no pipeline names it"));
    if (findings.hasErrors()) {
      return invalid();
    }
    Configuration configuration = new Configuration(declarations.components(), service);
    return new Loaded.Ok(
        configuration,
        new EffectiveYaml(root, configuration, section),
        findings.warnings(labels()));
  }

  private static Optional<Node.Entry> section(Node.Mapping root, String name) {
    return Optional.ofNullable(root.entries().get(name));
  }

  private void unknownSections(Node.Mapping root) {
    List<String> known =
        Stream.concat(Stream.of(Kind.values()).map(Kinds::section), Stream.of("service")).toList();
    root.entries()
        .forEach((name, entry) -> {
          if (!known.contains(name)) {
            String hint = Spelling.hint(name, known);
            findings.error(
                new Place(name, entry.position()),
                "unknown section"
                    + (hint.isEmpty() ? "; there are " + String.join(", ", known) : hint));
            Spelling.nearest(name, known).ifPresent(findings::settle);
          }
        });
  }

  private void required(Node.Mapping root, Set<Kind> absent) {
    for (Kind kind : absent) {
      findings.brokenRule(
          new Place(Kinds.section(kind), root.position()),
          "missing; define at least one " + Kinds.word(kind));
    }
  }

  private Loaded invalid() {
    return new Loaded.Invalid(findings.errors(labels()), findings.warnings(labels()));
  }

  private List<String> labels() {
    return sources.stream().map(Source::label).toList();
  }
}
