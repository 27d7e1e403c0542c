package dev.otelgw.pipeline.tls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The texts that make up one side of TLS.
 *
 * @param certificate ours
 * @param key ours
 * @param authorities whom we believe
 * @param watchAuthorities whether their file is read again
 */
record Sources(
    Optional<PemText> certificate,
    Optional<PemText> key,
    Optional<PemText> authorities,
    boolean watchAuthorities) {

  /** The texts as they are now. */
  Map<PemText, String> read() throws BadMaterialException {
    return reread(Map.of());
  }

  /** The texts as they are now, but for those that are not to be read again. */
  Map<PemText, String> reread(Map<PemText, String> before) throws BadMaterialException {
    Map<PemText, String> texts = new LinkedHashMap<>();
    for (PemText source :
        Stream.of(certificate, key, authorities).flatMap(Optional::stream).toList()) {
      String old = before.get(source);
      boolean keep =
          !source.isFile() || (authorities.filter(source::equals).isPresent() && !watchAuthorities);
      if (old != null && keep) {
        texts.put(source, old);
        continue;
      }
      try {
        texts.put(source, source.read());
      } catch (BadMaterialException e) {
        throw new BadMaterialException(source + ": " + e.words(), e);
      }
    }
    return texts;
  }
}
