package dev.otelgw.gateway.plugins;

import dev.otelgw.pipeline.ConnectorFactory;
import dev.otelgw.pipeline.ExporterFactory;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Factory;
import dev.otelgw.pipeline.ProcessorFactory;
import dev.otelgw.pipeline.ReceiverFactory;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The factories found in a folder of plugins. A plugin is a jar, or a folder of jars that belong
 * together; {@link ServiceLoader} finds its factories, by one file {@code META-INF/services/} for
 * each interface of {@code dev.otelgw.pipeline} that they implement. Class loaders stay open as
 * long as the process runs.
 *
 * @param factories in the order of the plugins' names
 * @param problems what could not be loaded and why, a line each; the rest can be used all the same
 */
public record Plugins(List<Factory<?>> factories, List<String> problems) {

  private static final List<Class<?>> KINDS =
      List.of(
          ReceiverFactory.class,
          ProcessorFactory.class,
          ExporterFactory.class,
          ConnectorFactory.class,
          ExtensionFactory.class);

  /** Copies the lists. */
  public Plugins {
    factories = List.copyOf(factories);
    problems = List.copyOf(problems);
  }

  /**
   * Those in {@code folder}; none where there is no such folder.
   *
   * @param shipped the gateway's own factories, whose names are taken
   */
  public static Plugins in(Path folder, List<Factory<?>> shipped) {
    Loading loading = new Loading(shipped);
    try (Stream<Path> entries = Files.isDirectory(folder) ? Files.list(folder) : Stream.of()) {
      entries.sorted().forEach(loading::plugin);
    } catch (IOException e) {
      loading.problems.add("%s: cannot be read: %s".formatted(folder, e.getMessage()));
    }
    return new Plugins(loading.found, loading.problems);
  }

  /** The work of loading one folder. */
  private static final class Loading {
    private final List<Factory<?>> shipped;
    private final List<Factory<?>> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Loading(List<Factory<?>> shipped) {
      this.shipped = List.copyOf(shipped);
    }

    void plugin(Path plugin) {
      try {
        List<URL> jars = jars(plugin);
        if (jars.isEmpty()) {
          return;
        }
        PluginClassLoader loader =
            new PluginClassLoader(plugin, jars, Plugins.class.getClassLoader());
        List<Factory<?>> factories = new ArrayList<>();
        for (Class<?> kind : KINDS) {
          for (Object factory : ServiceLoader.load(kind, loader)) {
            factories.add((Factory<?>) factory);
          }
        }
        if (factories.isEmpty()) {
          problems.add(
              plugin
                  + ": has no component; name its factories in META-INF/services/, for example in"
                  + " META-INF/services/dev.otelgw.pipeline.ProcessorFactory");
        }
        factories.forEach(factory -> add(plugin, factory));
      } catch (IOException e) {
        problems.add("%s: cannot be read: %s".formatted(plugin, e.getMessage()));
      } catch (ServiceConfigurationError | LinkageError e) {
        problems.add(
            "%s: cannot be loaded: %s; was it built for this version of otelgw, with all it needs?"
                .formatted(plugin, firstLine(e)));
      }
    }

    private void add(Path plugin, Factory<?> factory) {
      String name = factory.type().name();
      if (taken(name)) {
        problems.add(
            "%s: there is a component called \"%s\" already; this one is not used"
                .formatted(plugin, name));
      } else {
        found.add(factory);
      }
    }

    private boolean taken(String name) {
      return Stream.concat(shipped.stream(), found.stream())
          .anyMatch(
              other -> other.type().name().equals(name) || other.type().aliases().contains(name));
    }
  }

  private static List<URL> jars(Path plugin) throws IOException {
    List<Path> jars;
    try (Stream<Path> entries =
        Files.isDirectory(plugin) ? Files.list(plugin) : Stream.of(plugin)) {
      jars =
          entries
              .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
              .sorted()
              .toList();
    }
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(url(jar));
    }
    return urls;
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  private static String firstLine(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.toString().lines().findFirst().orElse("");
  }
}
