package dev.otelgw.exporters.http;

import dev.otelgw.exporters.answers.Words;
import dev.otelgw.exporters.headers.RequestHeaders;
import dev.otelgw.pipeline.Batch;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.Exporter;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.ClientTlsConfig;
import dev.otelgw.pipeline.tls.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends batches as OTLP over HTTP: one POST per batch on the caller's thread, from the bytes the
 * batch holds. Thread-safe.
 *
 * <p>HTTP/2 is spoken where a TLS server offers it. A request that finds its kept connection closed
 * by the server is sent again on a new one at once, as is one answered 408, or 503 with {@code
 * Retry-After: 0}; only the second answer is then seen.
 */
public final class OtlpHttpSender implements Exporter {

  private static final Logger log = LoggerFactory.getLogger(OtlpHttpSender.class);

  private final SenderSettings settings;
  private final Context context;
  private final BodyEncoder encoder;
  private final Map<Signal, Request> templates = new EnumMap<>(Signal.class);
  private final Answers answers;
  private final NetworkTrouble trouble;
  private final HostLimit limit;
  private final RequestHeaders headers;
  private volatile @Nullable OkHttpClient client;

  /** Opens nothing yet, and reads no files. */
  public OtlpHttpSender(SenderSettings settings, Context context) {
    this.settings = settings;
    this.context = context;
    this.limit = new HostLimit(settings.connections().maxPerHost());
    Compression compression = settings.compression();
    this.encoder =
        new BodyEncoder(settings.encoding(), compression, compression.level(settings.params()));
    Words words = new Words(secrets(settings));
    this.headers = new RequestHeaders(settings.headers(), settings.auth(), context, words);
    this.answers =
        new Answers(
            context.id(),
            context.clock(),
            words,
            new AdviceOnAnswers(settings.hints(), settings.encoding(), compression));
    this.trouble =
        new NetworkTrouble(
            words,
            settings.timeout(),
            HttpClients.connectTimeout(settings),
            settings.connections().tls() != null);
    settings.urls().forEach((signal, url) -> templates.put(signal, template(url)));
  }

  private static List<Secret> secrets(SenderSettings settings) {
    List<Secret> secrets = new ArrayList<>(settings.headers().values());
    Secret proxy = settings.connections().proxyUrl();
    if (!proxy.isEmpty()) {
      secrets.add(ProxyUrl.parse(proxy).authorization());
    }
    settings.urls().values().forEach(url -> secrets.add(new Secret(url.password())));
    return secrets;
  }

  private Request template(HttpUrl url) {
    Request.Builder request = new Request.Builder();
    request.header("User-Agent", userAgent(context.product()));
    if (!url.username().isEmpty()) {
      request.header("Authorization", Credentials.basic(url.username(), url.password()));
    }
    if (!settings.compression().encoding().isEmpty()) {
      request.header("Content-Encoding", settings.compression().encoding());
    }
    if (!settings.connections().keepAlive()) {
      request.header("Connection", "close");
    }
    if (!headers.vary()) {
      settings.headers().forEach((name, value) -> request.header(name, value.reveal()));
    }
    return request.url(url.newBuilder().username("").password("").build()).build();
  }

  private static String userAgent(String product) {
    return "%s (%s/%s)"
        .formatted(product, System.getProperty("os.name"), System.getProperty("os.arch"))
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public void start() {
    client = HttpClients.of(settings, tls(), context.clock());
    String targets =
        templates.entrySet().stream()
            .map(entry -> entry.getKey().lowerName() + " to " + shown(entry.getValue()))
            .collect(Collectors.joining(", "));
    log.info(
        "{}: sends {} (compression {}, timeout {} ms)",
        context.id(),
        targets,
        settings.compression().name().toLowerCase(Locale.ROOT),
        settings.timeout().toMillis());
  }

  private @Nullable Tls tls() {
    if (settings.urls().values().stream().noneMatch(HttpUrl::isHttps)) {
      return null;
    }
    ClientTlsConfig config = settings.connections().tls();
    return Tls.client(config == null ? new ClientTlsConfig() : config, "tls", context);
  }

  private static String shown(Request request) {
    return BackendUrl.shown(request.url());
  }

  /** One attempt. */
  @Override
  public Outcome accept(Batch batch) {
    Request template = templates.get(batch.signal());
    if (template == null) {
      String name = batch.signal().lowerName();
      return Outcome.refused(
          Reason.UNAVAILABLE,
          "nowhere to send %s to: set endpoint, or %s_endpoint".formatted(name, name));
    }
    OkHttpClient open = client;
    if (open == null) {
      return stopping();
    }
    try {
      if (!limit.enter(template.url(), settings.timeout())) {
        return busy(template.url());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return stopping();
    }
    try {
      return attempt(open, template, batch);
    } finally {
      limit.leave(template.url());
    }
  }

  private Outcome attempt(OkHttpClient open, Request template, Batch batch) {
    Request.Builder request = template.newBuilder();
    if (headers.vary()) {
      for (Map.Entry<String, Secret> header : headers.next().entrySet()) {
        if (!HeaderRules.canBeSent(header.getKey(), header.getValue())) {
          return unsendable(header.getKey());
        }
        if (!HeaderRules.isOwn(header.getKey())) {
          request.header(header.getKey(), header.getValue().reveal());
        }
      }
    }
    try {
      request.post(encoder.encode(batch));
      try (Response response = open.newCall(request.build()).execute()) {
        return answers.read(response, batch);
      }
    } catch (IOException e) {
      return client == null || Thread.currentThread().isInterrupted()
          ? stopping()
          : trouble.explain(e, template.url(), proxyOf(open, template.url()));
    }
  }

  private static Outcome unsendable(String header) {
    return new Outcome.Rejected(
        Reason.INVALID,
        "the header %s that auth gives has a character that cannot be sent".formatted(header));
  }

  private Outcome busy(HttpUrl url) {
    return Outcome.refused(
        Reason.TIMEOUT,
        "all %d connections to %s that max_conns_per_host allows are busy; raise it"
            .formatted(settings.connections().maxPerHost(), BackendUrl.shown(url)));
  }

  private static Outcome stopping() {
    return Outcome.refused(Reason.SHUTTING_DOWN, "the exporter is stopping");
  }

  /** Host and port of the proxy that a request goes through; empty where there is none. */
  private static String proxyOf(OkHttpClient open, HttpUrl url) {
    Proxy fixed = open.proxy();
    List<Proxy> proxies = fixed != null ? List.of(fixed) : open.proxySelector().select(url.uri());
    return !proxies.isEmpty() && proxies.getFirst().address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : "";
  }

  /** Breaks off what is under way, closes connections, frees the compressors. */
  @Override
  public void close() {
    OkHttpClient open = client;
    client = null;
    if (open != null) {
      open.dispatcher().cancelAll();
      open.connectionPool().evictAll();
    }
    encoder.close();
  }
}
