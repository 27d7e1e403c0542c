package dev.otelgw.gateway;

import picocli.CommandLine.IVersionProvider;

/** For {@code version} and {@code --version}. */
final class ProductVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "%s %s (Java %s)".formatted(Product.NAME, Product.VERSION, Runtime.version())
    };
  }
}
