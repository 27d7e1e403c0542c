package dev.otelgw.exporters.file;

import com.github.luben.zstd.Zstd;
import dev.otelgw.exporters.file.FileExporterConfig.Compression;
import dev.otelgw.exporters.file.FileExporterConfig.Format;
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
import java.nio.file.Path;

/**
 * Writes each batch as one record. A batch is accepted when the operating system has it, so it
 * survives the end of the process. Thread-safe: encoding runs in parallel, writing one by one.
 */
final class FileExporter implements Exporter {

  private final FileExporterConfig config;
  private final Context context;
  private final RollingFile file;

  FileExporter(FileExporterConfig config, Context context) {
    this.config = config;
    this.context = context;
    this.file = new RollingFile(Path.of(config.path()), config.rotation(), context.clock());
  }

  @Override
  public void start() {
    try {
      file.open(config.append(), config.createDirectory().enabled());
    } catch (IOException e) {
      throw new StartException(
          "%s: cannot write to %s: %s".formatted(context.id(), config.path(), words(e)), e);
    }
  }

  @Override
  public Outcome accept(Batch batch) {
    try {
      file.write(record(batch));
      return Outcome.accepted();
    } catch (IOException e) {
      return Outcome.refused(
          Reason.UNAVAILABLE,
          "%s: cannot write to %s: %s; the sender is told to come back"
              .formatted(context.id(), config.path(), words(e)));
    }
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
      case java.nio.file.NoSuchFileException _ ->
          "the folder does not exist; make it, or set create_directory.enabled: true";
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(e.getMessage());
    };
  }

  @Override
  public void close() {
    file.close();
  }
}
