package dev.otelgw.exporters.testing;

import dev.otelgw.pipeline.testing.Issued;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files that a client with TLS has.
 *
 * @param authority whom it believes
 * @param certificate its own; empty where it has none
 */
public record ClientFiles(Path authority, Optional<Issued.Place> certificate) {}
