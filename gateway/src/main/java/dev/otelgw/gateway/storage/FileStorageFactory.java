package dev.otelgw.gateway.storage;

import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentType;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.ExtensionFactory;
import dev.otelgw.pipeline.Host;
import dev.otelgw.pipeline.journal.Storage;
import java.util.List;
import java.util.Set;

/** Makes {@code file_storage} extensions. */
public final class FileStorageFactory implements ExtensionFactory<FileStorageConfig> {

  @Override
  public ComponentType type() {
    return new ComponentType(
        "file_storage",
        List.of(),
        "beta",
        Set.of(),
        "Keeps on disk what sending queues accepted, until it is delivered.");
  }

  @Override
  public Class<FileStorageConfig> configType() {
    return FileStorageConfig.class;
  }

  @Override
  public Component create(FileStorageConfig config, Host host, Context context) {
    return new FileStorage(config, context);
  }

  @Override
  public Set<Class<?>> offers(FileStorageConfig config) {
    return Set.of(Storage.class);
  }
}
