import { createHash } from "node:crypto";
import { Hono } from "hono";
import { clockOfCall } from "../engine/test-clocks";
import { newId } from "../ids";
import { toJson } from "../store/diff";
import { apiVersion } from "../store/events";
import { findById, includedField } from "../store/lookup";
import type { Store } from "../store/store";
import type { Tx } from "../store/tx";
import { requireKey } from "./auth";
import { ApiError } from "./errors";
import { expand } from "./expand";
import type { Fault, Faults } from "./faults";
import { decodeForm, type RawObject } from "./form";
import { list, text } from "./params";
import type { Route } from "./route";
import { shortenLists } from "./shorten";

interface Reply {
  status: number;
  body: string;
}

const keptSeconds = 24 * 3600;

/** The `/v1` API: key check, idempotency, one transaction per request, expansion, Stripe's envelopes. */
export function apiApp(store: Store, routes: readonly Route[], faults: Faults): Hono {
  const app = new Hono();
  const inFlight = new Set<string>();
  for (const route of routes) {
    app.on(route.method, route.path, async (context) => {
      const requestId = newId("req");
      const idempotencyKey = context.req.method === "POST" ? (context.req.header("idempotency-key") ?? null) : null;
      const headers: Record<string, string> = { "request-id": requestId, "stripe-version": apiVersion };
      headers["content-type"] = "application/json";
      if (idempotencyKey !== null) headers["idempotency-key"] = idempotencyKey;
      const answer = (reply: Reply) => new Response(reply.body, { status: reply.status, headers });
      let held: string | null = null;
      try {
        requireKey(context.req.header("authorization"));
        const url = new URL(context.req.url);
        const sent = context.req.method === "POST" ? await context.req.text() : url.search.slice(1);
        const fault = faults.take();
        if (fault?.kind === "before") return answer(failed(injected(fault)));
        const fingerprint = createHash("sha256").update(`${context.req.method} ${url.pathname}\n${sent}`).digest("hex");
        if (idempotencyKey !== null) {
          if (inFlight.has(idempotencyKey)) throw concurrent(idempotencyKey);
          const replay = replayOf(store, idempotencyKey, fingerprint);
          if (replay !== null) {
            headers["idempotent-replayed"] = "true";
            headers["original-request"] = replay.requestId;
            return answer(replay);
          }
          inFlight.add(idempotencyKey);
          held = idempotencyKey;
        }
        if (fault?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
        const id = context.req.param("id") ?? "";
        const child = context.req.param("child") ?? "";
        const reply = store.write({ requestId, idempotencyKey }, (tx) => {
          const made = perform(tx, route, id, decodeForm(sent), child);
          if (idempotencyKey !== null) {
            tx.put("idempotency", { id: idempotencyKey, fingerprint, requestId, ...made });
            tx.schedule("idempotency.forget", idempotencyKey, tx.now + keptSeconds);
          }
          return made;
        });
        return answer(fault?.kind === "after" ? failed(injected(fault)) : reply);
      } catch (error) {
        return answer(failed(error));
      } finally {
        if (held !== null) inFlight.delete(held);
      }
    });
  }
  app.all("/v1/*", (context) => {
    const { method, path } = context.req;
    const message = `Unrecognized request URL (${method}: ${path}). The local Stripe may not have this endpoint yet.`;
    return context.json({ error: { type: "invalid_request_error", message } }, 404);
  });
  return app;
}

function perform(tx: Tx, route: Route, id: string, raw: RawObject, child: string): Reply {
  const { expand: expandRaw, ...rest } = raw;
  const paths = list(text)(expandRaw, "expand") ?? [];
  const clock = clockOfCall(tx, id, rest);
  const run = () => route.run(tx, id, rest, child);
  const result = clock === null ? run() : tx.onClock(clock.id, clock.frozen_time, run);
  if (result instanceof ApiError) return failed(result);
  const source = {
    byId: (wanted: string) => findById(tx, wanted),
    included: includedField.bind(null, tx),
  };
  return { status: 200, body: JSON.stringify(shortenLists(expand(toJson(result), paths, source)), null, 2) };
}

function failed(error: unknown): Reply {
  if (error instanceof ApiError) return { status: error.status, body: JSON.stringify({ error: error.body }, null, 2) };
  console.error("local stripe: request failed", error);
  const message = `The local Stripe failed: ${error instanceof Error ? error.message : String(error)}`;
  return { status: 500, body: JSON.stringify({ error: { type: "api_error", message } }) };
}

function replayOf(store: Store, key: string, fingerprint: string): (Reply & { requestId: string }) | null {
  const stored = store.get("idempotency", key);
  if (stored === undefined) return null;
  if (stored.fingerprint !== fingerprint) {
    throw new ApiError(400, {
      type: "idempotency_error",
      message:
        "Keys for idempotent requests can only be used with the same parameters they were first used with. " +
        `Try using a key other than '${key}' if you meant to execute a different request.`,
    });
  }
  return stored;
}

function concurrent(key: string): ApiError {
  return new ApiError(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotent Key '${key}'. Please try again later.`,
  });
}

function injected(fault: Fault): ApiError {
  if (fault.status === 429) {
    return new ApiError(429, {
      type: "invalid_request_error",
      code: "rate_limit",
      message: "Request rate limit exceeded. (Asked for through /_local/fail.)",
    });
  }
  return new ApiError(500, { type: "api_error", message: "Something went wrong. (Asked for through /_local/fail.)" });
}
