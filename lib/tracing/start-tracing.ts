import { setTracing, tracing } from "@/lib/tracing";

/**
 * Exports traces if OTEL_EXPORTER_OTLP_ENDPOINT names where to. Without it nothing of OpenTelemetry is loaded. Call it
 * before the first request or job. The SDK reads the other settings whose names begin with OTEL_ itself.
 */
export async function startTracing(): Promise<void> {
  if (!process.env.OTEL_EXPORTER_OTLP_ENDPOINT || tracing()) return;
  const { openTelemetry } = await import("@/lib/tracing/open-telemetry");
  setTracing(openTelemetry());
}
