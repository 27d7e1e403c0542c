package dev.otelgw.exporters.otlpgrpc;

import dev.otelgw.pipeline.config.HostPort;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where to connect: the key {@code endpoint}, read. */
sealed interface Target {

  /** A host, each of whose addresses may be connected to. */
  record Tcp(HostPort address, Scheme scheme) implements Target {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** A socket in the file system. */
  record Unix(Path path) implements Target {
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /** What stood in front of the address. */
  enum Scheme {
    /** Nothing, or {@code dns:}: {@code tls} decides. */
    NONE,
    /** {@code http://}: {@code tls} decides, as in the Collector. */
    HTTP,
    /** {@code https://}: TLS, whatever {@code tls.insecure} says, as in the Collector. */
    HTTPS
  }

  /**
   * Reads the text of a configuration.
   *
   * @throws IllegalArgumentException with what is wrong, as the end of a sentence about the key
   */
  static Target parse(String text) {
    String target = text.strip();
    if (target.startsWith("unix:")) {
      return unix(target);
    }
    Matcher web = Texts.WEB.matcher(target);
    if (web.matches()) {
      if (web.group(3) != null) {
        throw new IllegalArgumentException(
            "\"%s\" has a path, which gRPC does not know; remove it, or use otlp_http"
                .formatted(target));
      }
      return tcp(web.group(2), web.group(1).equalsIgnoreCase("https") ? Scheme.HTTPS : Scheme.HTTP);
    }
    Matcher dns = Texts.DNS.matcher(target);
    if (dns.matches()) {
      if (dns.group(1).contains("/")) {
        throw new IllegalArgumentException(
            "\"%s\" names a DNS server, which is not supported; write dns:///host:4317"
                .formatted(target));
      }
      return tcp(dns.group(1), Scheme.NONE);
    }
    return tcp(target, Scheme.NONE);
  }

  private static Target tcp(String text, Scheme scheme) {
    HostPort address = HostPort.parse(text);
    if (address.port() == 0) {
      throw new IllegalArgumentException("\"" + text + "\" has port 0, which nobody listens on");
    }
    return new Tcp(
        address.host().isEmpty() ? new HostPort("localhost", address.port()) : address, scheme);
  }

  private static Target unix(String text) {
    String path = text.substring("unix:".length());
    if (path.startsWith("//")) {
      path = path.substring(2);
    }
    if (path.isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" names no file");
    }
    try {
      return new Unix(Path.of(path));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not a path", e);
    }
  }

  /** How the forms of an endpoint look. */
  final class Texts {
    static final Pattern WEB =
        Pattern.compile("(https?)://([^/]*)/?(.+)?", Pattern.CASE_INSENSITIVE);
    static final Pattern DNS = Pattern.compile("dns:(?:///?)?(.*)");

    private Texts() {}
  }
}
