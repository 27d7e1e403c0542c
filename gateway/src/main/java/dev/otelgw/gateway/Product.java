package dev.otelgw.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The name and version of this program. */
final class Product {

  /** As programs and services are named: lower case, one word. */
  static final String NAME = "otelgw";

  /** The version that the build gave, for example {@code 0.1.0}. */
  static final String VERSION = version();

  private Product() {}

  /** As a User-Agent wants it: {@code otelgw/0.1.0}. */
  static String userAgent() {
    return NAME + "/" + VERSION;
  }

  private static String version() {
    try (InputStream in = Product.class.getResourceAsStream("product.properties")) {
      if (in == null) {
        throw new IllegalStateException("product.properties is missing from the class path");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
