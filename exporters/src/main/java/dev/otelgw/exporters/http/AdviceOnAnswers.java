package dev.otelgw.exporters.http;

import dev.otelgw.pipeline.Signal;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.Response;

/** Cause and cure of a refusal: what the kind of backend is known to mean, else what HTTP means. */
final class AdviceOnAnswers {

  /** Go's net/http, nginx, Apache httpd, Netty. */
  private static final Pattern TLS_WANTED =
      Pattern.compile(
          "HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port"
              + "|speaking plain HTTP to an SSL-enabled|not an SSL/TLS record",
          Pattern.CASE_INSENSITIVE);

  private final Hints hints;
  private final Encoding encoding;
  private final Compression compression;

  AdviceOnAnswers(Hints hints, Encoding encoding, Compression compression) {
    this.hints = hints;
    this.encoding = encoding;
    this.compression = compression;
  }

  static boolean saysTlsIsWanted(String text) {
    return TLS_WANTED.matcher(text).find();
  }

  String on(Response response, String text, Signal signal) {
    String known = hints.of(response.code(), text, signal);
    return known.isEmpty() ? general(response, text, signal) : known;
  }

  private String general(Response response, String text, Signal signal) {
    String name = signal.lowerName();
    return switch (response.code()) {
      case 300, 301, 302, 303, 307, 308 -> redirect(response);
      case 400 -> saysTlsIsWanted(text) ? "the port speaks TLS: write https:// in endpoint" : "";
      case 401, 403 -> "check the credentials under headers or auth";
      case 404, 405 ->
          "nothing takes OTLP there: endpoint is a base URL that /v1/%1$s is added to, %1$s_endpoint a whole one"
              .formatted(name);
      case 407 -> "the proxy wants credentials: write them into proxy_url";
      case 415 -> "the backend does not take " + format();
      case 426 -> "the backend wants another protocol than HTTP/1.1 or 2";
      case 431 -> "the headers are too large for the backend";
      default -> "";
    };
  }

  private String format() {
    String language = encoding == Encoding.PROTO ? "protobuf" : "JSON";
    return compression == Compression.NONE
        ? language + "; try another encoding"
        : language + " with compression " + compression.encoding() + "; try another compression";
  }

  private static String redirect(Response response) {
    HttpUrl from = response.request().url();
    HttpUrl to = from.resolve(Answers.header(response, "Location"));
    return to == null || to.equals(from)
        ? "a redirect, which is not followed"
        : "redirects to "
            + BackendUrl.shown(to)
            + ", which is not followed: credentials could go to a stranger; write it into endpoint"
            + " if it is right";
  }
}
