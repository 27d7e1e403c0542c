package dev.otelgw.gateway.plugins;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of one plugin. It sees the JDK and what the seams are made of; for all else it has
 * its own jars alone, so that its libraries and the gateway's never meet.
 */
final class PluginClassLoader extends URLClassLoader {

  static {
    registerAsParallelCapable();
  }

  /** What both sides must mean the same thing by: everything that the seams mention. */
  private static final List<String> SHARED =
      List.of(
          "dev.otelgw.pipeline.",
          "com.google.protobuf.",
          "io.opentelemetry.proto.",
          "org.slf4j.",
          "org.jspecify.");

  private final ClassLoader gateway;

  /**
   * For one plugin.
   *
   * @param plugin the jar or folder, for messages
   */
  PluginClassLoader(Path plugin, List<URL> jars, ClassLoader gateway) {
    super(
        "plugin " + plugin.getFileName(),
        jars.toArray(URL[]::new),
        ClassLoader.getPlatformClassLoader());
    this.gateway = gateway;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return SHARED.stream().anyMatch(name::startsWith)
        ? gateway.loadClass(name)
        : super.loadClass(name, resolve);
  }
}
