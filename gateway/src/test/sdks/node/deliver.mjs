// A program instrumented with the OpenTelemetry SDK. Everything it exports goes to two places at once.
//
// usage: node deliver.mjs PROTOCOL DIRECT_URL
//
// The first place is the gateway, by an exporter of PROTOCOL (grpc, http/protobuf, http/json) with its defaults; only
// OTEL_EXPORTER_OTLP_ENDPOINT moves it to another port. The second is what the first is compared with, at DIRECT_URL.
// Ends with 1 when one of the two did not take something.

import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { AggregationType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

const PACKAGES = { grpc: 'grpc', 'http/protobuf': 'proto', 'http/json': 'http' };

const failures = [];

/** An exporter that gives the same items to two. */
class Both {
  constructor(...both) {
    this.both = both;
  }

  export(items, done) {
    let left = this.both.length;
    for (const exporter of this.both) {
      exporter.export(items, (result) => {
        if (result.code !== 0) {
          failures.push(result.error ?? result);
        }
        if (--left === 0) {
          done({ code: 0 });
        }
      });
    }
  }

  selectAggregation(type) {
    return this.both[0].selectAggregation(type);
  }

  selectAggregationTemporality(type) {
    return this.both[0].selectAggregationTemporality(type);
  }

  async forceFlush() {
    await Promise.all(this.both.map((exporter) => exporter.forceFlush?.()));
  }

  async shutdown() {
    await Promise.all(this.both.map((exporter) => exporter.shutdown()));
  }
}

/** One of the SDK's own, made as its documentation does: without any argument. */
async function exporter(protocol, signal, name) {
  const module = await import(`@opentelemetry/exporter-${signal}-otlp-${PACKAGES[protocol]}`);
  return new module[name]();
}

function attributes(i) {
  return {
    string: `text ${i}`,
    empty: '',
    integer: Number.MIN_SAFE_INTEGER + i,
    large: 2 ** 53,
    double: 1.5e-300,
    fraction: -0.1,
    boolean: i % 2 === 0,
    strings: ['a', '', 'ü'],
    numbers: [1, -1, 0.5],
    booleans: [true, false],
  };
}

/** Uses every kind of signal, instrument and attribute. */
function work(tracer, meter, logger) {
  const exponential = meter.createHistogram('exponential', { unit: 'ms' });
  const explicit = meter.createHistogram('explicit', { description: 'buckets of the SDK\'s choice' });
  const orders = meter.createCounter('orders', { description: 'how many' });
  const open = meter.createUpDownCounter('open');
  meter.createGauge('level').record(0.1);
  meter.createObservableGauge('watched').addCallback((gauge) => gauge.observe(Number.MIN_SAFE_INTEGER, { of: 'min' }));
  for (let i = 0; i < 20; i++) {
    const parent = tracer.startSpan(`parent ${i}`, { kind: SpanKind.SERVER });
    const within = trace.setSpan(ROOT_CONTEXT, parent);
    const links = [{ context: parent.spanContext(), attributes: attributes(i) }];
    const child = tracer.startSpan('child', { attributes: attributes(i), links }, within);
    child.addEvent('event', attributes(i));
    child.recordException(new Error('on purpose'));
    child.setStatus({ code: SpanStatusCode.ERROR, message: 'went wrong 🙂' });
    child.end();
    parent.end();
    exponential.record(3 ** (i - 10), attributes(i % 3));
    explicit.record(i * 100, attributes(i % 3));
    orders.add(i, attributes(i % 3));
    open.add(-i / 3);
    logger.emit({
      severityNumber: SeverityNumber.WARN2,
      severityText: 'WARN',
      body: { line: i, raw: Uint8Array.from({ length: 256 }, (_, b) => b), list: [`\n\0\t"${i}"`, { deep: null }] },
      attributes: attributes(i),
      eventName: 'happened',
      context: within,
    });
  }
}

const [protocol, direct] = process.argv.slice(2);
const resource = resourceFromAttributes({ 'service.name': 'Größe/サービス', 'process.command_args': ['-x', ''] });
const spans = new Both(
  await exporter(protocol, 'trace', 'OTLPTraceExporter'),
  new OTLPTraceExporter({ url: `${direct}/v1/traces` }),
);
const records = new Both(
  await exporter(protocol, 'logs', 'OTLPLogExporter'),
  new OTLPLogExporter({ url: `${direct}/v1/logs` }),
);
const points = new Both(
  await exporter(protocol, 'metrics', 'OTLPMetricExporter'),
  new OTLPMetricExporter({ url: `${direct}/v1/metrics` }),
);
const tracers = new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(spans)] });
const loggers = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: records })] });
const meters = new MeterProvider({
  resource,
  readers: [new PeriodicExportingMetricReader({ exporter: points })],
  views: [{ instrumentName: 'exponential', aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
});
work(tracers.getTracer('shop', '1.2.3'), meters.getMeter('shop', '1.2.3'), loggers.getLogger('shop', '1.2.3'));
for (const provider of [tracers, loggers, meters]) {
  await provider.shutdown();
}
if (failures.length > 0) {
  console.error('not taken:', failures);
  process.exit(1);
}
