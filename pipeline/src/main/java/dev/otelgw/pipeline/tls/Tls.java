package dev.otelgw.pipeline.tls;

import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.config.Secret;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One side of TLS, ready for use. Made once for each component, at its start; thread-safe, without
 * threads, nothing to close.
 *
 * <p>Certificates are read again when their files change: a connection that is made later has the
 * new ones, those that stand are left alone. A file is read on the thread that makes a connection,
 * at most every {@code reload_interval}. A new file that cannot be used is said in the log once,
 * and the old certificates stay.
 *
 * <p>How to use it: Netty and gRPC: {@code new JdkSslContext(tls.context(), ...)} with the
 * protocols and suites of {@link #parameters}. OkHttp: {@code sslSocketFactory(tls.sockets(),
 * tls.trustManager())} and a {@code hostnameVerifier} that says yes, since names are checked in the
 * handshake. Others: {@link #context} or {@link #sockets}. Everything that is configured is already
 * set on the engines and sockets that come out.
 */
public final class Tls {

  private static final Logger log = LoggerFactory.getLogger(Tls.class);

  private final Renewal renewal;
  private final RenewedContext context;
  private final Supplier<SSLParameters> parameters;

  private Tls(
      Renewal renewal, boolean client, Supplier<SSLParameters> parameters, String serverName) {
    this.renewal = renewal;
    this.parameters = parameters;
    this.context = new RenewedContext(renewal, client, parameters, serverName);
  }

  /**
   * For a component that listens.
   *
   * @param config checked
   * @param key where it stands in the component's configuration, for messages: {@code
   *     protocols.grpc.tls}
   * @throws dev.otelgw.pipeline.StartException with file, cause and cure, if a file cannot be used
   */
  public static Tls server(ServerTlsConfig config, String key, Context context) {
    return server(config, key, context, log);
  }

  static Tls server(ServerTlsConfig config, String key, Context context, Logger log) {
    Optional<PemText> clients = PemText.of("client_ca", config.clientCaFile(), new Secret(""));
    Sources sources =
        new Sources(
            config.credentials().certificate(),
            config.credentials().key(),
            clients,
            config.clientCaFileReload());
    Renewal.Maker maker =
        material ->
            Generation.of(
                material,
                clients.isEmpty()
                    ? Generation.trust(List.of(), false)
                    : Generation.trust(material.authorities(), config.includeSystemCaCertsPool()));
    Supplier<SSLParameters> parameters =
        () -> {
          SSLParameters set = config.terms().parameters();
          set.setNeedClientAuth(clients.isPresent());
          return set;
        };
    String where = context.id() + ": " + key;
    return new Tls(
        new Renewal(sources, maker, config.reloadInterval(), context.clock(), where, log),
        false,
        parameters,
        "");
  }

  /**
   * For a component that connects. It does not look at {@code insecure}: whether to speak TLS at
   * all is the component's question.
   *
   * @param config checked
   * @param key where it stands in the component's configuration, for messages: {@code tls}
   * @throws dev.otelgw.pipeline.StartException with file, cause and cure, if a file cannot be used
   */
  public static Tls client(ClientTlsConfig config, String key, Context context) {
    return client(config, key, context, log);
  }

  static Tls client(ClientTlsConfig config, String key, Context context, Logger log) {
    Optional<PemText> authorities = PemText.of("ca", config.caFile(), new Secret(config.caPem()));
    Sources sources =
        new Sources(
            config.credentials().certificate(), config.credentials().key(), authorities, true);
    boolean system = authorities.isEmpty() || config.includeSystemCaCertsPool();
    Renewal.Maker maker =
        material ->
            Generation.of(
                material,
                config.insecureSkipVerify()
                    ? new AnyCertificate()
                    : Generation.trust(material.authorities(), system));
    Supplier<SSLParameters> parameters =
        () -> {
          SSLParameters set = config.terms().parameters();
          if (!config.insecureSkipVerify()) {
            // Names are checked as HTTPS does (RFC 9110, 4.3.4), whatever the protocol above.
            set.setEndpointIdentificationAlgorithm("HTTPS");
          }
          return set;
        };
    String where = context.id() + ": " + key;
    return new Tls(
        new Renewal(sources, maker, config.reloadInterval(), context.clock(), where, log),
        true,
        parameters,
        config.serverNameOverride());
  }

  /** Its engines and sockets have the newest certificates and the configured terms. */
  public SSLContext context() {
    return context;
  }

  /**
   * Layers TLS over connected sockets: {@code createSocket(socket, host, port, autoClose)}. The
   * forms that would connect are refused.
   */
  public SSLSocketFactory sockets() {
    return context.getSocketFactory();
  }

  /** Whom we believe, as of now; for a library that wants to see it beside {@link #sockets}. */
  public X509TrustManager trustManager() {
    return renewal.current().trust();
  }

  /** The configured terms: versions, cipher suites, groups, whether clients need a certificate. */
  public SSLParameters parameters() {
    return parameters.get();
  }
}
