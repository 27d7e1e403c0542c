package dev.otelgw.exporters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otelgw.exporters.testing.Certificate;
import dev.otelgw.exporters.testing.ClientTls;
import dev.otelgw.exporters.testing.OtlpBackend;
import dev.otelgw.exporters.testing.Requests;
import dev.otelgw.exporters.testing.TinyProxy;
import dev.otelgw.pipeline.Outcome;
import dev.otelgw.pipeline.Reason;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.testing.OwnPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {

  /** {@code joe:secret-word}. */
  private static final String BASIC = "Basic am9lOnNlY3JldC13b3Jk";

  private static SenderSettings through(String proxyUrl, String url) {
    return Senders.connecting(url, with -> with.proxy(proxyUrl));
  }

  private static Outcome send(SenderSettings settings) {
    try (OtlpHttpSender sender = Senders.started(settings)) {
      return sender.accept(Requests.of(Signal.TRACES, 1));
    }
  }

  @Test
  void sendsThroughAProxy() throws Exception {
    try (TinyProxy proxy = new TinyProxy("");
        OtlpBackend backend = OtlpBackend.start()) {
      assertThat(send(through("http://127.0.0.1:" + proxy.port(), backend.url())))
          .isEqualTo(Outcome.accepted());

      assertThat(proxy.requests()).containsExactly("POST " + backend.url() + "/v1/traces HTTP/1.1");
      assertThat(backend.items(Signal.TRACES)).isEqualTo(1);
    }
  }

  @Test
  void sendsThroughAProxyWithCredentials() throws Exception {
    try (TinyProxy proxy = new TinyProxy(BASIC);
        OtlpBackend backend = OtlpBackend.start()) {
      String url = "http://joe:secret-word@127.0.0.1:" + proxy.port();

      assertThat(send(through(url, backend.url()))).isEqualTo(Outcome.accepted());
    }
  }

  @Test
  void saysThatTheProxyWantsCredentials() throws Exception {
    try (TinyProxy proxy = new TinyProxy(BASIC);
        OtlpBackend backend = OtlpBackend.start()) {
      assertThat(send(through("http://127.0.0.1:" + proxy.port(), backend.url())))
          .isEqualTo(
              Outcome.refused(
                  Reason.UNAUTHORIZED,
                  "407 from "
                      + backend.url()
                      + "/v1/traces; the proxy wants credentials: write them into proxy_url"));
      assertThat(backend.requests()).isEmpty();
    }
  }

  @Test
  void tunnelsTlsThroughAProxyWithCredentials(@TempDir Path folder) throws Exception {
    Certificate certificate = Certificate.forLocalhost(folder);
    try (TinyProxy proxy = new TinyProxy(BASIC);
        OtlpBackend backend = OtlpBackend.startTls(certificate.server())) {
      String url = "http://joe:secret-word@127.0.0.1:" + proxy.port();
      ClientTls tls = ClientTls.trusting(certificate.authorityPem());
      SenderSettings settings = Senders.connecting(backend.url(), with -> with.proxy(url).tls(tls));
      try (OtlpHttpSender sender = Senders.started(settings)) {
        assertThat(sender.accept(Requests.of(Signal.TRACES, 2))).isEqualTo(Outcome.accepted());
      }
      assertThat(proxy.requests()).contains("CONNECT 127.0.0.1:" + backend.port() + " HTTP/1.1");
      assertThat(backend.items(Signal.TRACES)).isEqualTo(2);
    }
  }

  @Test
  void saysThatTheProxyIsNotThere() throws IOException {
    int port = OwnPorts.next();
    assertThat(send(through("http://127.0.0.1:" + port, "http://backend.example:4318")))
        .isEqualTo(
            Outcome.refused(
                Reason.UNAVAILABLE,
                "cannot connect to the proxy 127.0.0.1:"
                    + port
                    + ": connection refused; is the proxy running?"));
  }

  @Test
  void asksTheProcessesProxySelectorAndGivesProxyUrlPrecedence() throws Exception {
    ProxySelector usual = ProxySelector.getDefault();
    try (TinyProxy ofProcess = new TinyProxy("");
        TinyProxy ofConfig = new TinyProxy("");
        OtlpBackend backend = OtlpBackend.start()) {
      ProxySelector.setDefault(new Always(ofProcess.port()));

      assertThat(send(through("", backend.url()))).isEqualTo(Outcome.accepted());
      assertThat(ofProcess.requests()).hasSize(1);

      assertThat(send(through("http://127.0.0.1:" + ofConfig.port(), backend.url())))
          .isEqualTo(Outcome.accepted());
      assertThat(ofProcess.requests()).hasSize(1);
      assertThat(ofConfig.requests()).hasSize(1);
    } finally {
      ProxySelector.setDefault(usual);
    }
  }

  /** One proxy for all. */
  private static final class Always extends ProxySelector {

    private final int port;

    Always(int port) {
      this.port = port;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(
          new Proxy(
              Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
  }
}
