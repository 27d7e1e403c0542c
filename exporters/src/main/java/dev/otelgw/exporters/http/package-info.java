/// OTLP over HTTP, as every exporter that speaks it does: one request per batch, one outcome per
/// answer.
///
/// [OtlpHttpSender] is the way in; the exporters around it turn their configuration into
/// [SenderSettings].
@NullMarked
package dev.otelgw.exporters.http;

import org.jspecify.annotations.NullMarked;
