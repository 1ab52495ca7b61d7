import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { logLines } from "@/dev/testing/log-lines";
import { sendTraces } from "@/lib/shutdown/send-traces";
import { inSpan, setTracing } from "@/lib/tracing";
import { openTelemetry } from "@/lib/tracing/open-telemetry";

afterEach(() => {
  setTracing(null);
  vi.unstubAllEnvs();
});

test("a collector that does not answer delays a stopping process no longer than it may, and the log says so", async () => {
  const lines = logLines();
  const collector = createServer();
  await once(collector.listen(0, "127.0.0.1"), "listening");
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
  try {
    setTracing(openTelemetry());
    await inSpan({ name: "work" }, async () => undefined);
    const asked = once(collector, "request");
    await sendTraces(200);
    await asked;
    expect(lines).toMatchObject([{ level: 40, msg: "the last traces could not be sent" }]);
  } finally {
    collector.closeAllConnections();
    collector.close();
  }
});

test("a process that makes no traces does not wait", async () => {
  const lines = logLines();
  await sendTraces(0);
  expect(lines).toEqual([]);
});
