package dev.otelgw.services.devstack.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

  private void entry(char kind, String name, String mode, String link, String content)
      throws IOException {
    byte[] header = new byte[512];
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    put(header, 0, name);
    put(header, 100, mode);
    put(header, 124, "%011o".formatted(bytes.length));
    header[156] = (byte) kind;
    put(header, 157, link);
    put(header, 257, "ustar");
    archive.write(header);
    archive.write(Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512));
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, Math.min(bytes.length, 100));
  }

  private void unpack() throws IOException {
    archive.write(new byte[1024]);
    Tar.unpack(new ByteArrayInputStream(archive.toByteArray()), folder.resolve("to"));
  }

  @Test
  void unpacksFilesFoldersAndLinks() throws Exception {
    String longName = "share/" + "n".repeat(120);
    entry('5', "./bin/", "0000755", "", "");
    entry('0', "./bin/run", "0000755", "", "x".repeat(600));
    entry('0', "share/text", "0000644", "", "text");
    entry('2', "share/link", "0000777", "text", "");
    entry('L', "././@LongLink", "0000644", "", longName + "\0");
    entry('0', longName.substring(0, 99), "0000644", "", "long");
    unpack();
    Path to = folder.resolve("to");
    assertThat(to.resolve("bin/run")).hasContent("x".repeat(600)).isExecutable();
    assertThat(Files.isExecutable(to.resolve("share/text"))).isFalse();
    assertThat(to.resolve("share/link")).isSymbolicLink().hasContent("text");
    assertThat(to.resolve(longName)).hasContent("long");
  }

  @Test
  void refusesWhatLiesOutside() throws Exception {
    entry('0', "../evil", "0000644", "", "x");
    assertThatThrownBy(this::unpack).hasMessageContaining("../evil in an archive lies outside");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void refusesLinksThatLeadOutside() throws Exception {
    entry('2', "link", "0000777", "../..", "");
    assertThatThrownBy(this::unpack).hasMessageContaining("points out of it");
  }

  @Test
  void refusesWhatIsCutShort() throws Exception {
    entry('0', "file", "0000644", "", "x".repeat(600));
    byte[] half = Arrays.copyOf(archive.toByteArray(), 700);
    assertThatThrownBy(() -> Tar.unpack(new ByteArrayInputStream(half), folder.resolve("to")))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void refusesWhatIsNoArchive() {
    byte[] text = "no archive ".repeat(60).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Tar.unpack(new ByteArrayInputStream(text), folder.resolve("to")))
        .hasMessageContaining("not a tar archive");
  }
}
