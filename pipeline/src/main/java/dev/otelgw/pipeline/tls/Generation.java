package dev.otelgw.pipeline.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What connections are made with until the next renewal. Each has a context of its own, so that one
 * handshake never sees two certificates, and no session outlives the authority that allowed it.
 */
record Generation(SSLContext context, X509TrustManager trust) {

  private static final char[] IN_MEMORY = "in memory only".toCharArray();

  /**
   * Makes a generation.
   *
   * @param trust for whom we speak to
   */
  static Generation of(Material material, X509TrustManager trust) throws BadMaterialException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(material), new TrustManager[] {trust}, null);
      return new Generation(context, trust);
    } catch (GeneralSecurityException | IOException e) {
      throw new BadMaterialException("cert_file: cannot be used: " + e.getMessage(), e);
    }
  }

  private static KeyManager @Nullable [] keys(Material material)
      throws GeneralSecurityException, IOException {
    if (material.key().isEmpty()) {
      return new KeyManager[0];
    }
    PrivateKey key = material.key().get();
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry("own", key, IN_MEMORY, material.chain().toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY);
    return factory.getKeyManagers();
  }

  /**
   * Believes these authorities.
   *
   * @param systemToo those of the Java runtime as well
   */
  static X509TrustManager trust(List<X509Certificate> authorities, boolean systemToo)
      throws BadMaterialException {
    try {
      List<X509Certificate> all = new ArrayList<>(authorities);
      if (systemToo) {
        all.addAll(List.of(trust((KeyStore) null).getAcceptedIssuers()));
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry("ca" + i, all.get(i));
      }
      return trust(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new BadMaterialException("ca_file: cannot be used: " + e.getMessage(), e);
    }
  }

  private static X509TrustManager trust(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
