// @module-tag full
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { receiveTraces, spansIn } from "@/dev/trace-receiver";

const database = await testDatabase();
const { url: stripeUrl } = await testStripe();

test("the worker's spans are in the trace that enqueued the job, and are sent before it ends", async () => {
  const folder = mkdtempSync(join(tmpdir(), "refill-traces-"));
  const traces = await receiveTraces(join(folder, "traces.jsonl"));
  const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
  const payload = {
    email: "nobody@example.com",
    network: null,
    _origin: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
  };
  await database.sql`
    SELECT id FROM graphile_worker.add_job('mail_password_reset', payload := ${JSON.stringify(payload)}::text::json)`;
  const worker = spawn(process.execPath, ["--import", "tsx", "lib/jobs/worker.ts"], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      STRIPE_API_BASE: stripeUrl,
      LOG_LEVEL: "error",
      OTEL_EXPORTER_OTLP_ENDPOINT: traces.url,
    },
    stdio: "inherit",
  });
  try {
    const left = () => database.sql`SELECT id FROM graphile_worker.jobs WHERE task_identifier = 'mail_password_reset'`;
    await vi.waitUntil(async () => (await left()).length === 0, { timeout: 60_000, interval: 100 });
    const ended = new Promise((resolve) => worker.once("close", resolve));
    worker.kill("SIGTERM");
    expect(await ended).toBe(0);
    const spans = spansIn(traces.file).filter((span) => span.traceId === traceId);
    const job = spans.find(({ name }) => name === "job mail_password_reset");
    expect(job).toMatchObject({ parentSpanId: "00f067aa0ba902b7" });
    expect(spans.filter(({ parentSpanId }) => parentSpanId === job?.spanId).map(({ name }) => name)).toContainEqual(
      expect.stringMatching(/^(SELECT|database transaction)/),
    );
    expect(JSON.stringify(spansIn(traces.file))).not.toContain("nobody@");
  } finally {
    worker.kill("SIGKILL");
    await traces.close();
    rmSync(folder, { recursive: true });
  }
});
