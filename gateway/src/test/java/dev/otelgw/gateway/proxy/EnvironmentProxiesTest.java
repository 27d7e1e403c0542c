package dev.otelgw.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {

  private final EnvironmentProxies proxies =
      new EnvironmentProxies(
          Map.of(
              "HTTPS_PROXY", "http://user:secret@proxy.example:3128",
              "http_proxy", "plain.example",
              "NO_PROXY", "internal.example, .corp.example,*.wild.example,10.0.0.1"));

  @Test
  void usesTheProxyOfTheScheme() {
    assertThat(address(select("https://backend.example/otlp"))).isEqualTo("proxy.example:3128");
    assertThat(address(select("http://backend.example/otlp"))).isEqualTo("plain.example:80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "internal.example",
        "a.internal.example",
        "x.corp.example",
        "corp.example",
        "y.wild.example",
        "10.0.0.1",
        "localhost",
        "127.0.0.1",
        "[::1]"
      })
  void connectsDirectlyToWhatIsExcepted(String host) {
    assertThat(select("https://" + host + ":4318/v1/traces")).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void aNameThatOnlyEndsAlikeIsNotExcepted() {
    assertThat(select("https://notinternal.example").type()).isEqualTo(Proxy.Type.HTTP);
  }

  @Test
  void withoutVariablesEverythingIsDirect() {
    assertThat(new EnvironmentProxies(Map.of()).select(URI.create("https://backend.example")))
        .containsExactly(Proxy.NO_PROXY);
  }

  private static String address(Proxy proxy) {
    InetSocketAddress address = (InetSocketAddress) proxy.address();
    return address.getHostString() + ":" + address.getPort();
  }

  private Proxy select(String target) {
    return proxies.select(URI.create(target)).getFirst();
  }
}
