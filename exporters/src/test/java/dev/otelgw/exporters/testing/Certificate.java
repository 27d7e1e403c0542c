package dev.otelgw.exporters.testing;

import dev.otelgw.pipeline.testing.Issued;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate, its key, and the authority that signed it, made by the JDK's keytool.
 *
 * @param store holds them as {@code server} and {@code ca}
 */
public record Certificate(KeyStore store) {

  private static final String PASSWORD = "changeit";

  /** Valid now, for {@code localhost} and {@code 127.0.0.1}. */
  public static Certificate forLocalhost(Path folder) throws Exception {
    return make(folder, "san=dns:localhost,ip:127.0.0.1", List.of("-validity", "30"));
  }

  /** For {@code localhost} and {@code 127.0.0.1}, but no longer. */
  public static Certificate expired(Path folder) throws Exception {
    return make(
        folder, "san=dns:localhost,ip:127.0.0.1", List.of("-startdate", "-10d", "-validity", "5"));
  }

  /** Valid now, but for another name only. */
  public static Certificate forOtherName(Path folder) throws Exception {
    return make(folder, "san=dns:other.example", List.of("-validity", "30"));
  }

  private static Certificate make(Path folder, String names, List<String> validity)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = Files.createTempDirectory(folder, "certificate").resolve("store.p12");
    keytool(file, List.of("-alias", "ca", "-dname", "CN=test authority", "-ext", "bc:c"));
    List<String> server = new ArrayList<>();
    server.addAll(List.of("-alias", "server", "-signer", "ca", "-dname", "CN=test", "-ext", names));
    server.addAll(validity);
    keytool(file, server);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new Certificate(keys);
  }

  private static void keytool(Path file, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-keystore", file.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(arguments);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  /** For a server that presents it. */
  public SSLContext server() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** Its authority's certificate in PEM, for a client that believes no other. */
  public String authorityPem() throws GeneralSecurityException {
    return Issued.pem("CERTIFICATE", store.getCertificate("ca").getEncoded());
  }
}
