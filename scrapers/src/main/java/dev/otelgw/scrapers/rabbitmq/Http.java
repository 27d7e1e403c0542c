package dev.otelgw.scrapers.rabbitmq;

import dev.otelgw.pipeline.config.Secret;
import dev.otelgw.pipeline.tls.Tls;
import dev.otelgw.scrapers.scraping.Deadline;
import dev.otelgw.scrapers.scraping.ScrapeFailure;
import dev.otelgw.scrapers.scraping.Unreachable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Asks one node, with a bound on time and bytes. One thread asks; any other may {@link #abort}. */
final class Http {

  /** A node of the same network that does not take a connection by then does not listen. */
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** Reads an answer's body while it comes. */
  interface Body<T> {
    T read(InputStream in) throws IOException;
  }

  /** As whom; the name is empty for nobody. */
  record Login(String username, Secret password) {}

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Counts what comes out of it, and ends beyond the limit. */
  private static final class Capped extends FilterInputStream {
    private long left;

    Capped(InputStream in, long limit) {
      super(in);
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int bytes) throws TooLarge {
      left -= bytes;
      if (left < 0) {
        throw new TooLarge();
      }
    }
  }

  private final OkHttpClient client;
  private final Login login;
  private final int limitMib;
  private final String product;

  /**
   * Opens nothing yet.
   *
   * @param tls null where no URL needs it
   */
  Http(Login login, @Nullable Tls tls, int limitMib, String product) {
    this.login = login;
    this.limitMib = limitMib;
    this.product = product;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(new ConnectionPool(2, 5, TimeUnit.MINUTES))
            .followRedirects(false)
            .connectTimeout(CONNECT)
            // One clock for the whole answer.
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO);
    if (tls == null) {
      builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
    } else {
      ConnectionSpec asConfigured =
          new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
              .allEnabledTlsVersions()
              .allEnabledCipherSuites()
              .build();
      builder
          .sslSocketFactory(tls.sockets(), tls.trustManager())
          .connectionSpecs(List.of(asConfigured, ConnectionSpec.CLEARTEXT))
          // Names are checked in the handshake.
          .hostnameVerifier((_, _) -> true);
    }
    client = builder.build();
  }

  String user() {
    return login.username();
  }

  /**
   * Asks for a URL.
   *
   * @param type what the answer's media type begins with
   * @throws Unreachable if there is no answer, or one that lets nobody in
   * @throws ScrapeFailure if the answer is too large or not what was asked for
   */
  <T> T get(HttpUrl url, String type, Deadline deadline, Body<T> body) throws ScrapeFailure {
    Request.Builder request =
        new Request.Builder().url(url).header("User-Agent", product).header("Accept", type);
    if (!login.username().isEmpty()) {
      request.header(
          "Authorization", Credentials.basic(login.username(), login.password().reveal()));
    }
    Call call = client.newCall(request.build());
    Duration left = deadline.left();
    call.timeout().timeout(left.toNanos(), TimeUnit.NANOSECONDS);
    try (Response response = call.execute()) {
      if (response.code() != 200) {
        String said = new String(limited(response, 1 << 12), StandardCharsets.UTF_8);
        throw RabbitMqErrors.status(url, response.code(), said, login.username());
      }
      String its = response.header("Content-Type", "");
      if (its == null || !its.startsWith(type)) {
        throw RabbitMqErrors.notRabbit(url, "answers with " + its + " instead of " + type);
      }
      return body.read(new Capped(response.body().byteStream(), (long) limitMib << 20));
    } catch (TooLarge e) {
      throw RabbitMqErrors.tooLarge(url, limitMib, e);
    } catch (IOException e) {
      throw RabbitMqErrors.connection(url, e, left);
    }
  }

  private static byte[] limited(Response response, int most) throws IOException {
    return response.body().byteStream().readNBytes(most);
  }

  /** Ends requests under way. */
  void abort() {
    client.dispatcher().cancelAll();
  }

  void close() {
    abort();
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
