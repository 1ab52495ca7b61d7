import { Hono } from "hono";
import type { ErrorBody, ErrorType } from "../core/api/errors";
import { type FaultRule, type Faults, faultKinds } from "../core/api/faults";
import { Refused, readBody } from "./body";

/** API calls that fail: `{next: N, …}` for the next N, `{share, seed}` for some of them until turned off. */
export function localFaults(faults: Faults): Hono {
  const app = new Hono();
  app.get("/fail", (context) => context.json({ rules: faults.all }));
  app.post("/fail", async (context) => {
    const body = await readBody(context);
    const rules = Array.isArray(body.rules)
      ? body.rules.map((each: unknown) => ruleOf(recordOf(each)))
      : [ruleOf(body)];
    faults.set(rules);
    return context.json({ ok: true, rules });
  });
  app.delete("/fail", (context) => {
    faults.set([]);
    return context.json({ ok: true, rules: [] });
  });
  return app;
}

function ruleOf(body: Record<string, unknown>): FaultRule {
  const kind = faultKinds.find((known) => known === (body.kind ?? "before"));
  if (kind === undefined) throw new Refused(`kind is one of ${faultKinds.join(", ")}.`);
  const { status } = body;
  const error = errorOf(body.error);
  if (error === undefined && status !== undefined && status !== 429 && status !== 500) {
    throw new Refused("status is 429 or 500; any other comes with an error.");
  }
  if (error !== undefined && (typeof status !== "number" || status < 400 || status > 599)) {
    throw new Refused("An error comes with a status from 400 to 599.");
  }
  const share = numberOf(body, "share", 1);
  if (share < 0 || share > 1) throw new Refused("share is a number from 0 to 1.");
  // A share goes on until it is turned off; without one the next call fails.
  const remaining = body.next === undefined && body.share !== undefined ? null : numberOf(body, "next", 1);
  return {
    kind,
    status: typeof status === "number" ? status : 500,
    error,
    delayMs: numberOf(body, "delayMs", 1000),
    remaining,
    skip: numberOf(body, "skip", 0),
    share,
    seed: numberOf(body, "seed", 0),
    method: textOf(body, "method")?.toUpperCase(),
    path: textOf(body, "path"),
  };
}

export function numberOf(body: Record<string, unknown>, name: string, otherwise: number): number {
  const value = body[name] ?? otherwise;
  if (typeof value !== "number" || value < 0) throw new Refused(`${name} is a number, zero or more.`);
  return value;
}

function textOf(body: Record<string, unknown>, name: string): string | undefined {
  const value = body[name];
  if (value !== undefined && typeof value !== "string") throw new Refused(`${name} is a text.`);
  return value;
}

const types: readonly ErrorType[] = ["invalid_request_error", "card_error", "idempotency_error", "api_error"];

/** The error object of the response. */
function errorOf(value: unknown): ErrorBody | undefined {
  if (value === undefined) return undefined;
  const given = typeof value === "object" && value !== null ? { ...value } : {};
  const { type, message, ...rest }: Record<string, unknown> = given;
  const known = types.find((one) => one === type);
  if (known === undefined) throw new Refused(`error.type is one of ${types.join(", ")}.`);
  if (typeof message !== "string") throw new Refused("error.message is a text.");
  return { ...rest, type: known, message };
}

function recordOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Refused("rules is a list of objects.");
  return { ...value };
}
