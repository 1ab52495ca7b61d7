import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ReceivedSpan, spansIn } from "../dev/trace-receiver";
import { onPlan } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

type Line = { msg: string; event?: string; requestId?: string };

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

/** The spans of a trace, once all of these are among them. They arrive in batches. */
async function spansOf(traceId: string, names: (string | RegExp)[]): Promise<ReceivedSpan[]> {
  let spans: ReceivedSpan[] = [];
  await expect(async () => {
    spans = spansIn(process.env.E2E_TRACES ?? "").filter((span) => span.traceId === traceId);
    for (const name of names) expect(spans.map((span) => span.name)).toContainEqual(expect.stringMatching(name));
  }).toPass({ timeout: 10_000 });
  return spans;
}

test("a spend, a webhook event and its job each have one trace, whose id is the request id of problems and the log", {
  tag: "@full",
}, async ({ page }) => {
  const email = await newPerson(page);
  const spend = await page.request.post("/api/v1/credits/consume", {
    data: { amount: 1 },
    headers: { "idempotency-key": `trace-${email}` },
  });
  const spendTrace = spend.headers()["x-request-id"] ?? "";
  expect(spendTrace).toMatch(/^[\da-f]{32}$/);
  const spans = await spansOf(spendTrace, ["POST /api/v1/credits/consume", /^(SELECT|WITH)/]);
  const [root] = spans.filter(({ parentSpanId }) => !parentSpanId);
  expect(root?.name).toBe("POST /api/v1/credits/consume");

  const refused = await page.request.post("/api/v1/credits/consume?token=not-to-be-traced", {
    data: { amount: 0 },
    headers: { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
  });
  expect(await refused.json()).toMatchObject({ status: 422, requestId: TRACE });
  expect(JSON.stringify(await spansOf(TRACE, ["POST /api/v1/credits/consume"]))).not.toContain("not-to-be-traced");

  await onPlan(page, "Starter");
  // One job answers all events of a renewal that wait with its own: not every event's job runs.
  const caused = ["receive webhook event", "job process_webhook_event", "Stripe GET "];
  let traceId = "";
  await expect(async () => {
    const traces = new Map<string, string[]>();
    for (const span of spansIn(process.env.E2E_TRACES ?? "")) {
      traces.set(span.traceId, [...(traces.get(span.traceId) ?? []), span.name]);
    }
    const whole = [...traces].find(([, names]) => caused.every((name) => names.some((one) => one.startsWith(name))));
    traceId = whole?.[0] ?? "";
    expect(traceId).not.toBe("");
  }).toPass({ timeout: 10_000 });

  const lines: Line[] = readFileSync(join(process.env.E2E_FOLDER ?? "", "app.log"), "utf8")
    .split("\n")
    .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []))
    .filter(({ requestId }: Line) => requestId === traceId);
  const line = (msg: string) => lines.find((one) => one.msg === msg);
  expect(line("webhook event received")?.event).toMatch(/^evt_/);
  expect(line("request")).toMatchObject({ route: "/api/webhooks/stripe", status: 200 });
  expect(line("webhook event processed")).toMatchObject({ jobId: expect.any(String), task: "process_webhook_event" });
  expect(line("Stripe call")).toMatchObject({ jobId: expect.any(String), stripeRequest: expect.any(String) });
});
