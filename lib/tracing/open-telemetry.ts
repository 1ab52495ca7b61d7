import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, RandomIdGenerator } from "@opentelemetry/sdk-trace-node";
import { logContext } from "@/lib/log-context";
import type { Tracing } from "@/lib/tracing";
import { cleaned } from "@/lib/tracing/clean-span";

const KINDS = { client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER } as const;

/**
 * Exports spans by OTLP over HTTP. A span without a parent, such as Next's own of a request, gets the trace id of its
 * request or job, which is the request id of the log and of problems.
 */
export function openTelemetry(): Tracing {
  const exporter = new OTLPTraceExporter();
  const random = new RandomIdGenerator();
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "refill" }).merge(detectResources({ detectors: [envDetector] })),
    idGenerator: {
      generateTraceId: () => logContext().traceId ?? random.generateTraceId(),
      generateSpanId: () => random.generateSpanId(),
    },
    spanProcessors: [
      new BatchSpanProcessor({
        export: (spans, done) => exporter.export(spans.map(cleaned), done),
        forceFlush: () => exporter.forceFlush(),
        shutdown: () => exporter.shutdown(),
      }),
    ],
  });
  provider.register();
  const tracer = trace.getTracer("refill");
  return {
    inSpan: ({ name, kind, attributes, parent }, work) => {
      const from = parent ? propagation.extract(ROOT_CONTEXT, { traceparent: parent }) : context.active();
      const options = { ...(kind && { kind: KINDS[kind] }), ...(attributes && { attributes }) };
      return tracer.startActiveSpan(name, options, from, async (span) => {
        try {
          return await work({ add: (learned) => span.setAttributes(learned) });
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR });
          span.setAttribute("error.type", kindOf(error));
          throw error;
        } finally {
          span.end();
        }
      });
    },
    traceparent: () => {
      const carrier: { traceparent?: string } = {};
      propagation.inject(context.active(), carrier);
      return carrier.traceparent;
    },
    end: () => provider.shutdown(),
  } satisfies Tracing;
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : error.name;
}
