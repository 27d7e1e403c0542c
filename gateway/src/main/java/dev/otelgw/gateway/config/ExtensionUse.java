package dev.otelgw.gateway.config;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.ComponentId.Kind;
import dev.otelgw.pipeline.ExtensionFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Components that run may refer only to extensions that run, and that can do what is wanted. */
final class ExtensionUse {

  private final Declarations declarations;
  private final List<ComponentId> running;
  private final Findings findings;

  ExtensionUse(Declarations declarations, List<ComponentId> running, Findings findings) {
    this.declarations = declarations;
    this.running = List.copyOf(running);
    this.findings = findings;
  }

  /**
   * Checks these components.
   *
   * @return the extensions that they name, running or not
   */
  Set<ComponentId> check(Set<ComponentId> users) {
    Set<ComponentId> named = new HashSet<>();
    for (ComponentId user : users) {
      for (Binder.Referred reference : references(user)) {
        Ids.component(
                Kind.EXTENSION, reference.id(), wrong -> findings.error(reference.place(), wrong))
            .ifPresent(id -> {
              named.add(id);
              check(id, reference);
            });
      }
    }
    return named;
  }

  private List<Binder.Referred> references(ComponentId user) {
    return declarations.find(user).map(Declarations.Declared::references).orElse(List.of());
  }

  private void check(ComponentId id, Binder.Referred reference) {
    Optional<Declarations.Declared> declared = declarations.find(id);
    if (declared.isEmpty()) {
      String hint = Spelling.hint(reference.id(), declarations.keys(Kind.EXTENSION));
      String cure = hint.isEmpty() ? "; define it under extensions" : hint;
      findings.error(reference.place(), id + " is not defined" + cure);
    } else if (!running.contains(id)) {
      findings.error(
          reference.place(), id + " is defined but does not run; add it to service.extensions");
    } else if (declared.get().component().filter(c -> !offers(c, reference.wanted())).isPresent()) {
      findings.error(
          reference.place(),
          "%s offers no %s as it is configured; name one that does"
              .formatted(id, Spelling.words(reference.wanted().getSimpleName())));
    }
  }

  private static <C extends Record> boolean offers(Configured<C> extension, Class<?> wanted) {
    return extension.factory() instanceof ExtensionFactory<C> factory
        && factory.offers(extension.config()).contains(wanted);
  }
}
