import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { clockOfCall } from "../clock/test-clocks";
import { newId } from "../ids";
import { toJson } from "../store/diff";
import { apiVersion } from "../store/events";
import { findById, includedField } from "../store/lookup";
import type { Store } from "../store/store";
import type { Tx } from "../store/tx";
import { requireKey } from "./auth";
import { ApiError, invalid } from "./errors";
import { expand } from "./expand";
import { type Fault, type Faults, injected } from "./faults";
import { decodeForm, type RawObject } from "./form";
import { fingerprintOf, IdempotencyKeys, keepReply } from "./idempotency";
import { list, text } from "./params";
import type { Route } from "./route";
import { shortenLists } from "./shorten";

interface Reply {
  status: number;
  body: string;
}

type Call = Context<{ Bindings: HttpBindings }>;

/** The `/v1` API: key check, idempotency, one transaction per request, expansion, Stripe's envelopes. */
export function apiApp(store: Store, routes: readonly Route[], faults: Faults): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const keys = new IdempotencyKeys(store);
  for (const route of routes) {
    app.on(route.method, route.path, (context) =>
      enveloped(context, async (headers) => {
        const { method, path } = context.req;
        const fault = faults.take(method, path);
        if (fault !== null) await failBefore(context, fault, headers);
        const reply = await carryOut(store, keys, route, context, headers, fault?.kind === "slow" ? fault.delayMs : 0);
        if (fault !== null) await failAfter(context, fault, headers);
        return reply;
      }),
    );
  }
  app.all("/v1/*", (context) =>
    enveloped(context, () => {
      const { method, path } = context.req;
      const message = `Unrecognized request URL (${method}: ${path}). The local Stripe may not have this endpoint yet.`;
      throw new ApiError(404, { type: "invalid_request_error", message });
    }),
  );
  return app;
}

/** The headers of every response, errors included: request id, API version, idempotency key. */
async function enveloped(
  context: Call,
  body: (headers: Record<string, string>) => Promise<Reply> | Reply,
): Promise<Response> {
  const headers: Record<string, string> = { "content-type": "application/json", "request-id": newId("req") };
  const version = context.req.header("stripe-version") ?? apiVersion;
  const key = keyOf(context);
  if (key !== null) headers["idempotency-key"] = key;
  const answer = (reply: Reply) => new Response(reply.body, { status: reply.status, headers });
  try {
    requireKey(context.req.header("authorization"));
    if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) throw invalid(`Invalid Stripe API version: ${version}`);
    headers["stripe-version"] = version;
    return answer(await body(headers));
  } catch (error) {
    return answer(failed(error));
  }
}

async function carryOut(
  store: Store,
  keys: IdempotencyKeys,
  route: Route,
  context: Call,
  headers: Record<string, string>,
  lateMs: number,
): Promise<Reply> {
  const { method, path } = context.req;
  const sent = method === "POST" ? await context.req.text() : new URL(context.req.url).search.slice(1);
  const idempotencyKey = keyOf(context);
  const fingerprint = fingerprintOf(method, path, sent);
  const requestId = headers["request-id"] ?? "";
  const outcome = await keys.once(idempotencyKey, fingerprint, async () => {
    if (lateMs > 0) await new Promise((resolve) => setTimeout(resolve, lateMs));
    const id = context.req.param("id") ?? "";
    const child = context.req.param("child") ?? "";
    return store.write({ requestId, idempotencyKey }, (tx) => {
      const made = perform(tx, route, id, decodeForm(sent), child);
      if (idempotencyKey !== null) keepReply(tx, { id: idempotencyKey, fingerprint, requestId, ...made });
      return made;
    });
  });
  if ("made" in outcome) return outcome.made;
  headers["idempotent-replayed"] = "true";
  headers["original-request"] = outcome.replayed.requestId;
  return outcome.replayed;
}

function perform(tx: Tx, route: Route, id: string, raw: RawObject, child: string): Reply {
  const { expand: expandRaw, ...rest } = raw;
  const paths = list(text)(expandRaw, "expand") ?? [];
  const clock = clockOfCall(tx, id, rest);
  const run = () => route.run(tx, id, rest, child);
  const result = clock === null ? run() : tx.onClock(clock.id, clock.frozen_time, run);
  if (result instanceof ApiError) return failed(result);
  const source = {
    byId: (wanted: string) => findById(tx, wanted, tx.now),
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

async function failBefore(context: Call, fault: Fault, headers: Record<string, string>): Promise<void> {
  if (fault.kind === "timeout" || fault.kind === "reset") await lose(context, fault.kind);
  if (fault.kind === "before") throw limited(fault, headers);
}

async function failAfter(context: Call, fault: Fault, headers: Record<string, string>): Promise<void> {
  if (fault.kind === "timeout_after") await lose(context, "timeout");
  if (fault.kind === "reset_after") await lose(context, "reset");
  if (fault.kind === "after") throw limited(fault, headers);
}

function limited(fault: Fault, headers: Record<string, string>): ApiError {
  // Source: https://docs.stripe.com/rate-limits#rate-limiter
  if (fault.status === 429) headers["stripe-rate-limited-reason"] = "global-rate";
  return injected(fault);
}

/** Sends no response: resets the connection, or waits until the caller has given up. */
async function lose(context: Call, how: "timeout" | "reset"): Promise<never> {
  const { socket } = context.env.incoming;
  if (how === "reset") socket.resetAndDestroy();
  else if (!socket.destroyed) await new Promise((resolve) => socket.once("close", resolve));
  throw new ApiError(500, { type: "api_error", message: "The connection is gone." });
}

function keyOf(context: Call): string | null {
  return context.req.method === "POST" ? (context.req.header("idempotency-key") ?? null) : null;
}
