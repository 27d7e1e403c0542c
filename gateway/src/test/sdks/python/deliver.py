"""A program instrumented with the OpenTelemetry SDK. Everything it exports goes to two places at once.

usage: deliver.py PROTOCOL DIRECT_URL

The first place is the gateway, by an exporter of PROTOCOL (grpc, http/protobuf, http/json) with its defaults; only
OTEL_EXPORTER_OTLP_ENDPOINT moves it to another port. The second is what the first is compared with, at DIRECT_URL.
Ends with 1 when one of the two did not take something.
"""

import importlib
import sys

from opentelemetry._logs import SeverityNumber
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.metrics import Observation
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricExporter, PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Link, SpanKind, StatusCode

PACKAGES = {
    "grpc": "opentelemetry.exporter.otlp.proto.grpc",
    "http/protobuf": "opentelemetry.exporter.otlp.proto.http",
    "http/json": "opentelemetry.exporter.otlp.json.http",
}

failures = []


class Both:
    """An exporter that gives the same items to two."""

    def __init__(self, first, second):
        self._both = (first, second)

    def export(self, items, **options):
        items = items if hasattr(items, "resource_metrics") else list(items)
        results = [exporter.export(items, **options) for exporter in self._both]
        failures.extend(result for result in results if result.name != "SUCCESS")
        return results[0]

    def force_flush(self, timeout_millis=30000):
        return all(exporter.force_flush(timeout_millis) for exporter in self._both)

    def shutdown(self, *args, **options):
        for exporter in self._both:
            exporter.shutdown()


class BothMetrics(Both, MetricExporter):
    """The same for metrics, whose exporters also say what they prefer."""

    def __init__(self, first, second):
        MetricExporter.__init__(
            self,
            preferred_temporality=first._preferred_temporality,
            preferred_aggregation=first._preferred_aggregation,
        )
        Both.__init__(self, first, second)


def exporter(protocol, module, name):
    """One of the SDK's own, made as its documentation does: without any argument."""
    return getattr(importlib.import_module(f"{PACKAGES[protocol]}.{module}"), name)()


def attributes(i):
    return {
        "string": f"text {i}",
        "empty": "",
        "int": -(2**63) + i,
        "double": -0.0,
        "bool": i % 2 == 0,
        "strings": ["a", "", "ü"],
        "ints": [1, -1, 2**63 - 1],
        "doubles": [1.5, 1e300],
        "bools": [True, False],
    }


def work(tracer, meter, logger):
    """Uses every kind of signal, instrument and attribute."""
    exponential = meter.create_histogram("exponential", unit="ms")
    explicit = meter.create_histogram("explicit", description="buckets of the SDK's choice")
    orders = meter.create_counter("orders", description="how many")
    open_orders = meter.create_up_down_counter("open")
    meter.create_gauge("level").set(0.1)
    meter.create_observable_gauge("watched", [lambda _: [Observation(-(2**63), {"of": "min"})]])
    for i in range(20):
        with tracer.start_as_current_span(f"parent {i}", kind=SpanKind.SERVER) as parent:
            link = Link(parent.get_span_context(), attributes(i))
            with tracer.start_as_current_span("child", attributes=attributes(i), links=[link]) as child:
                child.add_event("event", attributes(i))
                child.record_exception(ValueError("on purpose"))
                child.set_status(StatusCode.ERROR, "went wrong 🙂")
            exponential.record(3.0 ** (i - 10), attributes(i % 3))
            explicit.record(i * 100, attributes(i % 3))
            orders.add(i, attributes(i % 3))
            open_orders.add(-i / 3)
            logger.emit(
                severity_number=SeverityNumber.WARN2,
                severity_text="WARN",
                body={"line": i, "raw": bytes(range(256)), "list": [f'\n\0\t"{i}"', {"deep": None}]},
                attributes=attributes(i),
                event_name="happened",
            )


def main(protocol, direct):
    resource = Resource.create({"service.name": "Größe/サービス", "process.command_args": ["-x", ""]})
    tracers = TracerProvider(resource=resource)
    tracers.add_span_processor(
        BatchSpanProcessor(
            Both(
                exporter(protocol, "trace_exporter", "OTLPSpanExporter"),
                OTLPSpanExporter(endpoint=f"{direct}/v1/traces"),
            )
        )
    )
    loggers = LoggerProvider(resource=resource)
    loggers.add_log_record_processor(
        BatchLogRecordProcessor(
            Both(
                exporter(protocol, "_log_exporter", "OTLPLogExporter"),
                OTLPLogExporter(endpoint=f"{direct}/v1/logs"),
            )
        )
    )
    points = BothMetrics(
        exporter(protocol, "metric_exporter", "OTLPMetricExporter"),
        OTLPMetricExporter(endpoint=f"{direct}/v1/metrics"),
    )
    meters = MeterProvider(
        [PeriodicExportingMetricReader(points)],
        resource,
        views=[View(instrument_name="exponential", aggregation=ExponentialBucketHistogramAggregation())],
    )
    work(
        tracers.get_tracer("shop", "1.2.3", "https://example.com/1", {"of": "scope"}),
        meters.get_meter("shop", "1.2.3"),
        loggers.get_logger("shop", "1.2.3"),
    )
    for provider in (tracers, loggers, meters):
        provider.shutdown()
    if failures:
        sys.exit(f"not taken: {failures}")


if __name__ == "__main__":
    main(*sys.argv[1:])
