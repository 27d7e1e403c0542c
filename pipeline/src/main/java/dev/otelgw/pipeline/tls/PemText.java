package dev.otelgw.pipeline.tls;

import dev.otelgw.pipeline.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the text of a certificate or a key comes from.
 *
 * @param key the key of the configuration that names it
 * @param file its path; empty where {@code inline} has the text
 * @param inline the text itself
 */
record PemText(String key, String file, Secret inline) {

  /** What {@code <name>_file} or {@code <name>_pem} gives; empty where neither is set. */
  static Optional<PemText> of(String name, String file, Secret pem) {
    if (!file.isEmpty()) {
      return Optional.of(new PemText(name + "_file", file, new Secret("")));
    }
    return pem.isEmpty() ? Optional.empty() : Optional.of(new PemText(name + "_pem", "", pem));
  }

  boolean isFile() {
    return !file.isEmpty();
  }

  /** The text as it is now. */
  String read() throws BadMaterialException {
    if (!isFile()) {
      return inline.reveal();
    }
    try {
      // Latin 1 takes any byte; what counts in PEM is ASCII.
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new BadMaterialException("there is no such file; correct the path or put it there", e);
    } catch (AccessDeniedException e) {
      throw new BadMaterialException(
          "not permitted; let the user that otelgw runs as read the file", e);
    } catch (IOException | InvalidPathException e) {
      String said = e.getMessage();
      throw new BadMaterialException("cannot be read: " + (said == null ? e : said), e);
    }
  }

  /** For messages: {@code cert_file /etc/otelgw/tls.crt}. Never the text itself. */
  @Override
  public String toString() {
    return isFile() ? key + " " + file : key;
  }
}
