package dev.otelgw.gateway.wiring;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An extension that no configuration asks for. Where it cannot start, for example because another
 * gateway or a Collector on the machine has its port, all else runs without it.
 */
final class Unasked implements Component {

  private static final Logger LOG = LoggerFactory.getLogger(Unasked.class);

  private final Component extension;

  Unasked(Component extension) {
    this.extension = extension;
  }

  @Override
  public void start() {
    try {
      extension.start();
    } catch (StartException e) {
      LOG.warn("{}; the gateway runs without it", e.getMessage());
    }
  }

  @Override
  public void close() {
    extension.close();
  }

  @Override
  public String toString() {
    return extension.toString();
  }
}
