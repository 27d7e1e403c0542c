package dev.otelgw.services.settings;

import java.util.List;

/** A service cannot start with what its environment says. */
public final class InvalidSettings extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidSettings(List<String> problems) {
    super(String.join("\n", problems));
  }
}
