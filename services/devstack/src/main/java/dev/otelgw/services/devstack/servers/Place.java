package dev.otelgw.services.devstack.servers;

import dev.otelgw.services.devstack.processes.Keeper;
import dev.otelgw.services.devstack.processes.Ports;
import java.nio.file.Path;

/**
 * Where servers live.
 *
 * @param folder for their data and logs, one folder each below it
 * @param programs for what is unpacked and may be used again
 */
public record Place(Keeper keeper, Ports ports, Path folder, Path programs) {

  public Place {
    folder = folder.toAbsolutePath();
    programs = programs.toAbsolutePath();
  }
}
