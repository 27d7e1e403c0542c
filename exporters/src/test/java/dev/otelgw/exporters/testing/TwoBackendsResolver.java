package dev.otelgw.exporters.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/** The system's names, and {@code two.backends.test} for 127.0.0.1 and 127.0.0.2. */
public final class TwoBackendsResolver extends InetAddressResolverProvider {

  /** A name with two addresses. */
  public static final String NAME = "two.backends.test";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver system = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        return host.equals(NAME)
            ? Stream.of(loopback(1), loopback(2))
            : system.lookupByName(host, policy);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return system.lookupByAddress(address);
      }
    };
  }

  private static InetAddress loopback(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }
}
