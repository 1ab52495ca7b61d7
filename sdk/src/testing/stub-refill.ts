import { createClient, type RefillClient } from "../client/create-client.js";
import type { Item } from "../client/credits.js";

type Status = "OPEN" | "CAPTURED" | "RELEASED" | "EXPIRED";

export type StubHold = {
  id: string;
  amount: number;
  captured: number;
  status: Status;
  expiresAt: number;
  body: Record<string, unknown>;
};

export type StubSpend = { amount: number; items: Item[] | null; body: Record<string, unknown>; hold: string | null };

type Body = { amount?: number; items?: Item[]; meter?: string; quantity?: number; expiresInSeconds?: number } & Record<
  string,
  unknown
>;
type Answer = [status: number, body: object];

const CAPTURE_LIMIT = 10;

/**
 * Refill's holds in memory, with the rules of the API: what is held is not available, a hold ends once, a key is used once, and
 * a capture above the hold needs the balance or, up to `overdraft`, leaves debt, and `cap` is a budget. A hold that is refused waits. Every meter costs one credit per `perUnits` units, rounded up once.
 */
export function stubRefill({
  balance = 1_000,
  meters = ["m_input", "m_output"],
  perUnits = 10,
  overdraft = 0,
  cap = Number.POSITIVE_INFINITY,
} = {}) {
  const state = {
    balance,
    meters,
    holds: new Map<string, StubHold>(),
    spends: [] as StubSpend[],
    /** What was counted and not charged. */
    ownKey: [] as Body[],
    requests: [] as string[],
    /** Moves the stub's clock. */
    now: 0,
    /** What happens to a request before (`lost`) or after (`unanswered`) it is done; by default nothing. */
    fault: (_path: string): "lost" | "unanswered" | "busy" | null => null,
    get held() {
      return open().reduce((sum, { amount }) => sum + amount, 0);
    },
    get available() {
      return state.balance - state.held;
    },
  };
  const answers = new Map<string, Answer>();
  const refusals: { key: string; body: Body }[] = [];

  const open = () => [...state.holds.values()].filter((hold) => statusOf(hold) === "OPEN");
  const statusOf = (hold: StubHold): Status => {
    if (hold.status === "OPEN" && hold.expiresAt <= state.now) hold.status = "EXPIRED";
    return hold.status;
  };
  const insufficient = (required: number, available: number): Answer => [
    402,
    { ...problem(402, "insufficient_credits"), required, available },
  ];
  // Of spends and holds of all times together.
  const spent = () => state.spends.reduce((sum, { amount }) => sum + amount, 0);
  const overCap = (required: number, more: number, held = 0): Answer | null => {
    const used = spent() + state.held;
    if (used + more <= cap) return null;
    const budget = { id: "b1", scope: "ACCOUNT", target: null, window: "DAY", seconds: null, limit: cap, used };
    const answer = { ...problem(402, "budget_exceeded"), required, available: held + cap - used, budget };
    return [402, { ...answer, freesAt: "2026-12-02T00:00:00.000Z" }];
  };
  const priced = (body: Body): number | Answer => {
    if (body.amount !== undefined) return body.amount;
    const items = body.items ?? [{ meter: String(body.meter), quantity: body.quantity ?? 0 }];
    const wrong = items.findIndex(({ meter }) => !state.meters.includes(meter));
    if (wrong >= 0) return invalid(`items.${wrong}.meter`);
    if (items.some(({ quantity }) => Number(quantity) <= 0)) return invalid("items.0.quantity");
    return Math.ceil(items.reduce((sum, { quantity }) => sum + Number(quantity), 0) / perUnits);
  };
  const standing = () => ({ balance: state.balance, available: state.available, replayed: false });

  const spend = (amount: number, body: Body, hold: StubHold | null): Answer => {
    state.balance -= amount;
    state.spends.push({ amount, items: body.items ?? null, body, hold: hold?.id ?? null });
    return [200, { entry: { amount: -amount, hold: hold?.id ?? null }, ...standing() }];
  };

  const place = (body: Body): Answer => {
    const amount = priced(body);
    if (typeof amount !== "number") return amount;
    if (amount > state.available) return insufficient(amount, state.available);
    const refused = overCap(amount, amount);
    if (refused) return refused;
    const id = `h${state.holds.size + 1}`;
    const expiresAt = state.now + (body.expiresInSeconds ?? 900);
    const hold: StubHold = { id, amount, captured: 0, status: "OPEN", expiresAt, body };
    state.holds.set(id, hold);
    return [201, { ...hold, ...standing() }];
  };

  /** The refusal with the id to resume it by; the same one for the same key. */
  const kept = ([status, refusal]: Answer, key: string, body: Body): Answer => {
    const known = refusals.findIndex((one) => one.key === key);
    const index = known < 0 ? refusals.push({ key, body }) - 1 : known;
    return [status, { ...refusal, resume: { id: `r${index + 1}`, expiresAt: "2026-12-02T00:00:00.000Z" } }];
  };

  const resume = ({ key, body }: { key: string; body: Body }): Answer => {
    const before = answers.get(key);
    const [status, hold] = before ?? place(body);
    if (status >= 300) return [status, hold];
    answers.set(key, [status, hold]);
    return [200, { claimed: !before, entry: null, hold, ...standing() }];
  };

  const onHold = (hold: StubHold, verb: string, body: Body): Answer => {
    const status = statusOf(hold);
    if (verb === "release" && status === "RELEASED") return [200, { ...hold, ...standing() }];
    if (status !== "OPEN") return [409, { ...problem(409, "hold_not_open"), holdStatus: status }];
    if (verb === "release") {
      hold.status = "RELEASED";
      return [200, { ...hold, ...standing() }];
    }
    const isBare = body.amount === undefined && body.items === undefined && body.meter === undefined;
    const amount = isBare ? hold.amount : priced(body);
    if (typeof amount !== "number") return amount;
    if (verb === "capture" && amount > hold.amount * CAPTURE_LIMIT) return invalid("amount");
    // Running work may overdraw what the plan allows.
    const mayOwe = verb === "capture" ? overdraft + Math.min(state.available, 0) : 0;
    const most = Math.max(state.available, 0) + hold.amount + mayOwe;
    if (amount > most) return insufficient(amount, most);
    const refused = amount > hold.amount ? overCap(amount, amount - hold.amount, hold.amount) : null;
    if (refused) return refused;
    if (verb === "extend") {
      hold.amount = Math.max(hold.amount, amount);
      if (body.expiresInSeconds) hold.expiresAt = Math.max(hold.expiresAt, state.now + body.expiresInSeconds);
      return [200, { ...hold, ...standing() }];
    }
    hold.status = "CAPTURED";
    hold.captured = amount;
    return spend(amount, body, hold);
  };

  const route = (method: string, path: string, body: Body): Answer => {
    if (path === "/api/v1/plans") return [200, { meters: state.meters.map((key) => ({ key })) }];
    if (path === "/api/v1/credits") return [200, standing()];
    if (path === "/api/v1/credits/holds") return place(body);
    if (path === "/api/v1/usage") {
      const amount = priced(body);
      if (typeof amount !== "number") return amount;
      state.ownKey.push(body);
      return [200, { items: body.items, usedAt: "2026-12-01T00:00:00.000Z", replayed: false }];
    }
    if (path === "/api/v1/credits/consume") {
      const amount = priced(body);
      if (typeof amount !== "number") return amount;
      if (amount > state.available) return insufficient(amount, state.available);
      return overCap(amount, amount) ?? spend(amount, body, null);
    }
    const refusal = /^\/api\/v1\/credits\/refusals\/r(\d+)\/resume$/.exec(path);
    const refused = refusal && refusals[Number(refusal[1]) - 1];
    if (refused) return resume(refused);
    const [, id = "", verb = ""] = /^\/api\/v1\/credits\/holds\/([^/]+)\/?(\w*)$/.exec(path) ?? [];
    const hold = state.holds.get(id);
    if (!hold) return [404, problem(404, "not_found")];
    return method === "GET" ? [200, { ...hold, status: statusOf(hold) }] : onHold(hold, verb, body);
  };

  const send = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    const what = `${request.method} ${path.replace("/api/v1/", "")}`;
    state.requests.push(what);
    const fault = state.fault(what);
    if (fault === "lost") throw new TypeError("fetch failed");
    if (fault === "busy") return answer([503, problem(503, "database_unavailable")]);
    const text = await request.text();
    const body: Body = text === "" ? {} : JSON.parse(text);
    const sent = request.headers.get("idempotency-key");
    if (sent !== null && body.idempotencyKey !== undefined && sent !== body.idempotencyKey) {
      return answer([422, problem(422, "validation_failed")]);
    }
    const key = sent ?? body.idempotencyKey;
    const before = typeof key === "string" ? answers.get(key) : undefined;
    const result = before ?? route(request.method, path, body);
    const waits = typeof key === "string" && path === "/api/v1/credits/holds" && isShort(result);
    const done = waits ? kept(result, key, body) : result;
    // A refusal is not remembered.
    if (typeof key === "string" && done[0] < 300) answers.set(key, done);
    if (fault === "unanswered") throw new TypeError("fetch failed");
    return answer(done);
  };

  const client: RefillClient = createClient({
    baseUrl: "https://refill.example",
    apiKey: "rk_test",
    fetch: send,
    wait: async () => undefined,
  });
  return { client, state };
}

const problem = (status: number, code: string) => ({
  ...{ type: "about:blank", title: code, status, code, detail: `${code}.`, requestId: "r" },
});

const isShort = ([, body]: Answer) => "code" in body && body.code === "insufficient_credits";

const invalid = (field: string): Answer => [
  422,
  { ...problem(422, "validation_failed"), errors: [{ field, message: "Not valid." }] },
];

const answer = ([status, body]: Answer) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": status < 400 ? "application/json" : "application/problem+json" },
  });
