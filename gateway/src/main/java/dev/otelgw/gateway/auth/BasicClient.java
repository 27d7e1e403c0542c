package dev.otelgw.gateway.auth;

import dev.otelgw.gateway.auth.BasicAuthConfig.ClientConfig;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;

/** Sends a name and a password (RFC 7617). */
final class BasicClient implements Component, ClientAuthenticator {

  private static final String NAME_FILE = "client_auth.username_file";
  private static final String PASSWORD_FILE = "client_auth.password_file";

  private final ClientConfig config;
  private final Followed files;
  private volatile Map<String, Secret> headers = Map.of();

  BasicClient(ClientConfig config, ComponentId id, Logger log) {
    this.config = config;
    Map<String, String> named = new LinkedHashMap<>();
    named.put(NAME_FILE, config.usernameFile());
    named.put(PASSWORD_FILE, config.passwordFile());
    named.values().removeIf(String::isEmpty);
    this.files = new Followed(id, named, this::use, log);
  }

  private void use(Map<String, String> texts) {
    String name = texts.getOrDefault(NAME_FILE, config.username()).strip();
    String password = texts.getOrDefault(PASSWORD_FILE, config.password().reveal());
    if (texts.containsKey(PASSWORD_FILE)) {
      password = password.strip();
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "%s %s: is empty".formatted(NAME_FILE, config.usernameFile()));
    }
    if (name.contains(":")) {
      throw new IllegalArgumentException(
          "%s %s: has a colon, which would end the name (RFC 7617)"
              .formatted(NAME_FILE, config.usernameFile()));
    }
    if (password.isEmpty()) {
      throw new IllegalArgumentException(
          "%s %s: is empty".formatted(PASSWORD_FILE, config.passwordFile()));
    }
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    headers =
        Map.of("Authorization", new Secret("Basic " + Base64.getEncoder().encodeToString(pair)));
  }

  @Override
  public void start() {
    files.start();
  }

  /** For step-by-step tests. */
  Followed files() {
    return files;
  }

  @Override
  public Map<String, Secret> headers(Map<String, Secret> configured) {
    return ClientAuthenticator.over(configured, headers);
  }

  @Override
  public void close() {
    files.close();
  }
}
