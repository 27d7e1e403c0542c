package dev.otelgw.exporters.prometheus;

import dev.otelgw.exporters.prometheus.Families.Shown;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes all that is to be shown, one family after the other: never all of it is held. */
final class Exposition {

  private final Families families;
  private final boolean timestamps;

  Exposition(Families families, boolean timestamps) {
    this.families = families;
    this.timestamps = timestamps;
  }

  /** Does not close {@code out}. */
  void write(Format format, OutputStream out) throws IOException {
    if (format == Format.PROTOBUF) {
      ProtobufFamilies protobuf = new ProtobufFamilies(out, timestamps);
      for (Family family : families.all()) {
        List<Shown> shown = families.shown(family);
        if (!shown.isEmpty()) {
          protobuf.write(family, shown);
        }
      }
      return;
    }
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    TextFamilies text =
        new TextFamilies(new Lines(writer, format.open(), timestamps), families::isTaken);
    for (Family family : families.all()) {
      List<Shown> shown = families.shown(family);
      if (!shown.isEmpty()) {
        text.write(family, shown);
      }
    }
    text.end();
    writer.flush();
  }
}
