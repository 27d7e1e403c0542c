// A page instrumented with the OpenTelemetry SDK for browsers. It sends to a gateway of another origin, and tells its own
// server how that went, in lines: what each attempt came to, then the spans.
//
// Parameters of its URL: gateway (base URL), timeout (milliseconds; 0 leaves the SDK's default).

import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';

const parameters = new URLSearchParams(location.search);
const gateway = parameters.get('gateway');
const timeoutMillis = Number(parameters.get('timeout')) || undefined;
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const report = [];

/** An exporter that reports what another one comes to. */
class Reported {
  constructor(name, exporter) {
    this.name = name;
    this.exporter = exporter;
  }

  export(spans, done) {
    this.exporter.export(spans, (result) => {
      report.push(`${this.name}: ${result.code === 0 ? 'taken' : result.error}`);
      done(result);
    });
  }

  shutdown() {
    return this.exporter.shutdown();
  }
}

function exporter(options) {
  return new OTLPTraceExporter({ url: `${gateway}/v1/traces`, timeoutMillis, ...options });
}

async function sendLog() {
  const record = { severityText: 'INFO', body: { stringValue: 'from a page' } };
  const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
  const headers = { 'content-type': 'application/json', traceparent };
  try {
    const answer = await fetch(`${gateway}/v1/logs`, { method: 'POST', headers, body });
    report.push(`fetch: ${answer.status} ${await answer.text()}`);
  } catch (error) {
    report.push(`fetch: ${error}`);
  }
}

const provider = new WebTracerProvider({
  resource: resourceFromAttributes({ 'service.name': 'page' }),
  spanProcessors: [
    new BatchSpanProcessor(new Reported('defaults', exporter({}))),
    new BatchSpanProcessor(new Reported('headers', exporter({ headers: { authorization: 'Bearer page', traceparent } }))),
  ],
});
for (const name of ['load', 'click', 'größer 🙂']) {
  const span = provider.getTracer('page').startSpan(name);
  span.end();
  const { traceId, spanId } = span.spanContext();
  report.push(`span: ${traceId} ${spanId} ${name}`);
}
await provider.forceFlush().catch(() => {}); // Reported already.
await sendLog();
await fetch('/report', { method: 'POST', body: report.join('\n') });
