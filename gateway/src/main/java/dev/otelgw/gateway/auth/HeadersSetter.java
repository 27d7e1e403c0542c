package dev.otelgw.gateway.auth;

import dev.otelgw.gateway.auth.HeadersSetterConfig.Action;
import dev.otelgw.gateway.auth.HeadersSetterConfig.HeaderConfig;
import dev.otelgw.pipeline.Caller;
import dev.otelgw.pipeline.Component;
import dev.otelgw.pipeline.Context;
import dev.otelgw.pipeline.auth.ClientAuthenticator;
import dev.otelgw.pipeline.config.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Carries what a request said of itself over to the request that sends its data on. */
final class HeadersSetter implements Component, ClientAuthenticator {

  private final HeadersSetterConfig config;
  private final Context context;
  private final Logger log;
  private final Followed files;
  private final AtomicBoolean said = new AtomicBoolean();
  private volatile Map<String, Secret> values = Map.of();

  HeadersSetter(HeadersSetterConfig config, Context context, Logger log) {
    this.config = config;
    this.context = context;
    this.log = log;
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < config.headers().size(); i++) {
      String file = config.headers().get(i).valueFile();
      if (file != null) {
        named.put(fileKey(i), file);
      }
    }
    this.files = new Followed(context.id(), named, this::use, log);
  }

  private static String fileKey(int step) {
    return "headers[%d].value_file".formatted(step);
  }

  private void use(Map<String, String> texts) {
    Map<String, Secret> read = new LinkedHashMap<>();
    texts.forEach((key, text) -> {
      if (!HeaderText.isValue(text.strip())) {
        throw new IllegalArgumentException(
            key + ": is empty, or has a line break or a character that is not ASCII");
      }
      read.put(key, new Secret(text.strip()));
    });
    values = read;
  }

  @Override
  public void start() {
    files.start();
  }

  @Override
  public Map<String, Secret> headers(Map<String, Secret> configured) {
    Map<String, Secret> before = configured;
    if (config.additionalAuth() != null) {
      // Looked up late: it may stand after this one in service.extensions.
      before = context.extensions().get(config.additionalAuth()).headers(configured);
    }
    Map<String, Secret> headers = ClientAuthenticator.over(before, Map.of());
    for (int i = 0; i < config.headers().size(); i++) {
      HeaderConfig step = config.headers().get(i);
      boolean there = headers.containsKey(step.key());
      boolean meant = there ? step.action() != Action.INSERT : step.action() != Action.UPDATE;
      if (!meant) {
        continue;
      }
      headers.remove(step.key()); // Its name is written as the configuration writes it.
      Secret value = step.action() == Action.DELETE ? null : value(i, step);
      if (value != null) {
        headers.put(step.key(), value);
      }
    }
    return headers;
  }

  private @Nullable Secret value(int i, HeaderConfig step) {
    if (step.value() != null) {
      return step.value();
    }
    Secret ofFile = values.get(fileKey(i));
    if (ofFile != null) {
      return ofFile;
    }
    Caller caller = Caller.current();
    String name =
        step.fromContext() == null
            ? "auth." + step.fromAttribute()
            : "metadata." + step.fromContext();
    List<String> found = caller.values(name);
    if (!found.isEmpty()) {
      return new Secret(String.join(", ", found)); // RFC 9110, section 5.3.
    }
    if (step.defaultValue() == null && caller.equals(Caller.NOBODY)) {
      sayNobody(step);
    }
    return step.defaultValue();
  }

  private void sayNobody(HeaderConfig step) {
    if (said.compareAndSet(false, true)) {
      log.warn(
          "{}: a request is sent without {}: nothing is known of the requests whose data it has;"
              + " set include_metadata in the receiver, and name {} under metadata_keys where"
              + " requests are joined (not said again)",
          context.id(),
          step.key(),
          step.fromContext() == null ? "a header" : step.fromContext());
    }
  }

  @Override
  public void close() {
    files.close();
  }
}
