package dev.otelgw.exporters.file;

import com.github.luben.zstd.Zstd;
import dev.otelgw.exporters.file.FileExporterConfig.Compression;
import dev.otelgw.exporters.file.FileExporterConfig.Format;
import dev.otelgw.exporters.file.FileExporterConfig.GroupByConfig;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.StartException;
import dev.otelgw.pipeline.json.OtlpJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes each batch as one record, or one for each of several files. A batch is accepted when the
 * operating system has it, so it survives the end of the process. Thread-safe: encoding runs in
 * parallel, writing one by one.
 */
final class FileExporter implements Exporter {

  private final FileExporterConfig config;
  private final Context context;
  private final @Nullable RollingFile file;
  private final @Nullable OutputFiles files;

  FileExporter(FileExporterConfig config, Context context) {
    this.config = config;
    this.context = context;
    GroupByConfig groups = config.groupBy();
    if (groups != null && groups.enabled()) {
      this.file = null;
      this.files = new OutputFiles(config, groups, this::file);
    } else {
      this.file = file(Path.of(config.path()));
      this.files = null;
    }
  }

  private RollingFile file(Path path) {
    return new RollingFile(path, config.rotation(), context.clock());
  }

  @Override
  public void start() {
    if (file == null) {
      return; // Which files there are to be, the telemetry says.
    }
    try {
      file.open(config.append(), config.makesFolders() ? config.folderPermissions() : null);
    } catch (IOException e) {
      throw new StartException(
          "%s: cannot write to %s: %s".formatted(context.id(), config.path(), words(e)), e);
    }
  }

  @Override
  public Outcome accept(Batch batch) {
    try {
      if (files != null) {
        return group(batch, files);
      }
      if (file != null) {
        file.write(record(batch));
      }
      return Outcome.accepted();
    } catch (IOException e) {
      return Outcome.refused(
          Reason.UNAVAILABLE,
          "%s: cannot write to %s: %s; the sender is told to come back"
              .formatted(context.id(), config.path(), words(e)));
    }
  }

  private Outcome group(Batch batch, OutputFiles to) throws IOException {
    ResourceGroups parts = ResourceGroups.of(batch, to.attribute());
    long without = parts.without();
    for (Map.Entry<String, Batch> part : parts.parts().entrySet()) {
      if (OutputFiles.canName(part.getKey())) {
        to.write(part.getKey(), record(part.getValue()));
      } else {
        without += part.getValue().items();
      }
    }
    return without == 0
        ? Outcome.accepted()
        : new Outcome.Partial(
            without,
            "%s: no text fit for a file name in the resource attribute %s (group_by)"
                .formatted(context.id(), to.attribute()));
  }

  private ByteBuffer record(Batch batch) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(batch.size() * 2 + 64));
    boolean json = config.format() == Format.JSON;
    boolean plain = config.compression() == Compression.NONE;
    if (json) {
      OtlpJson.writeTo(batch, out);
    } else {
      batch.writeTo(out);
    }
    if (json && plain) {
      out.write('\n');
      return ByteBuffer.wrap(out.toByteArray());
    }
    byte[] body = plain ? out.toByteArray() : Zstd.compress(out.toByteArray());
    return ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).flip();
  }

  /** Java's own text for a missing folder or a denied access is only the path. */
  private static String words(IOException e) {
    return switch (e) {
      case NoSuchFileException _ ->
          "the folder does not exist; make it, or set create_directory: true";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
    if (files != null) {
      files.close();
    }
  }
}
