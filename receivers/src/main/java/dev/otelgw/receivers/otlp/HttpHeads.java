package dev.otelgw.receivers.otlp;

import dev.otelgw.pipeline.ComponentId;
import dev.otelgw.pipeline.Signal;
import dev.otelgw.receivers.compression.Compression;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges requests by their heads: path, method, Content-Type, Content-Encoding, Content-Length. */
final class HttpHeads {

  private static final Set<String> PLAIN = Set.of("identity", "none");

  private final ComponentId id;
  private final Intake intake;
  private final Map<String, Signal> paths = new LinkedHashMap<>();
  private final Set<Compression> compressions;
  private final Cors cors;
  private final String knownEncodings;

  HttpHeads(ComponentId id, OtlpHttpConfig config, Cors cors, Intake intake) {
    this.id = id;
    this.intake = intake;
    this.cors = cors;
    this.compressions = config.compressions();
    this.knownEncodings =
        String.join(", ", compressions.stream().map(Compression::label).toList()) + ", identity";
    for (Signal signal : Signal.values()) {
      paths.put(config.path(signal), signal);
    }
  }

  /** What to do with a request. */
  HttpTarget judge(HttpRequest request) {
    if (cors.asksFirst(request)) {
      return new HttpTarget.Refusal(cors.preflight(request));
    }
    String path = path(request.uri());
    Signal signal = paths.get(path);
    if (signal == null) {
      return refuse(
          HttpResponseStatus.NOT_FOUND,
          "%s: nothing is at %s; paths here: %s".formatted(id, path, knownPaths()));
    }
    if (!intake.takes(signal)) {
      return refuse(HttpResponseStatus.NOT_FOUND, intake.noPipeline(signal).message());
    }
    if (!request.method().equals(HttpMethod.POST)) {
      return refuse(
          HttpResponseStatus.METHOD_NOT_ALLOWED,
          "%s: %s takes POST, not %s".formatted(id, path, request.method()));
    }
    Format format = format(request);
    if (format == null) {
      return refuse(
          HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
          "%s: Content-Type must be %s or %s"
              .formatted(id, Format.PROTOBUF.mediaType(), Format.JSON.mediaType()));
    }
    return judge(request, signal, format);
  }

  /** Which these are may change at a reload. */
  private String knownPaths() {
    String taken =
        paths.entrySet().stream()
            .filter(entry -> intake.takes(entry.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return taken.isEmpty() ? "none" : taken;
  }

  private HttpTarget judge(HttpRequest request, Signal signal, Format format) {
    String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "").trim();
    Compression compression = null;
    if (!encoding.isEmpty() && !PLAIN.contains(encoding.toLowerCase(Locale.ROOT))) {
      compression = Compression.of(encoding).filter(compressions::contains).orElse(null);
      if (compression == null) {
        return refuse(
            signal,
            format,
            intake.malformed(
                signal,
                "Content-Encoding \"%s\" is not taken here; use one of %s"
                    .formatted(encoding, knownEncodings)));
      }
    }
    if (HttpUtil.getContentLength(request, 0L) > intake.limit()) {
      return refuse(signal, format, intake.oversize(signal, "body"));
    }
    return new HttpTarget.Export(signal, format, compression);
  }

  private static HttpTarget refuse(HttpResponseStatus status, String message) {
    return new HttpTarget.Refusal(HttpAnswer.text(status, message));
  }

  private static HttpTarget refuse(Signal signal, Format format, Answer answer) {
    return new HttpTarget.Refusal(HttpAnswer.of(format, signal, answer));
  }

  private static String path(String uri) {
    int question = uri.indexOf('?');
    return question < 0 ? uri : uri.substring(0, question);
  }

  private static @Nullable Format format(HttpRequest request) {
    CharSequence header = request.headers().get(HttpHeaderNames.CONTENT_TYPE);
    CharSequence type = header == null ? null : HttpUtil.getMimeType(header);
    if (type != null) {
      String mediaType = type.toString().trim();
      for (Format format : Format.values()) {
        if (format.mediaType().equalsIgnoreCase(mediaType)) {
          return format;
        }
      }
    }
    return null;
  }
}
