package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.Signal;
import dev.otelgw.pipeline.auth.ClientAuth;
import dev.otelgw.pipeline.config.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a sender needs to know, however it was configured.
 *
 * @param urls where each signal goes, whole; a signal that is absent cannot be sent. User and
 *     password in a URL become an Authorization header
 * @param headers sent with each request
 * @param auth what gives requests their credentials; null: nothing beside the headers
 * @param encoding what messages are written as
 * @param params level of the compression
 * @param timeout for one attempt, from connecting to the last byte of the answer; zero: none
 * @param hints what the backend means by its refusals
 */
public record SenderSettings(
    Map<Signal, HttpUrl> urls,
    Map<String, Secret> headers,
    @Nullable ClientAuth auth,
    Encoding encoding,
    Compression compression,
    CompressionParams params,
    Duration timeout,
    ConnectionSettings connections,
    Hints hints) {

  /** Copies the maps. Header names are the same in any case. */
  public SenderSettings {
    urls = Map.copyOf(urls);
    Map<String, Secret> sendable = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sendable.putAll(headers);
    sendable.keySet().removeIf(HeaderRules::isOwn);
    headers = Collections.unmodifiableMap(sendable);
  }
}
