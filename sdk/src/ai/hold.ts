import type { RefillClient } from "../client/create-client.js";
import type { Charge, Labels } from "../client/credits.js";
import { RefillError } from "../client/errors.js";
import { ApiError, BudgetExceededError, InsufficientCreditsError } from "../client/problem.js";
import { AlreadyResumedError } from "./errors.js";
import { bytesOf } from "./usage.js";

/** How a hold ended. */
export type Settlement =
  /** `uncollected` are credits that the work cost and the account did not have. */
  | { status: "captured"; hold: string; credits: number; uncollected: number; estimated: boolean }
  | { status: "released"; hold: string }
  /** Nothing was taken: Refill could not be reached, or refused. The hold expires. `hold` is empty for a call with an own key, which was not counted. */
  | { status: "failed"; hold: string; charge: Charge | null; error: unknown };

export type HoldOptions = {
  /** A client with the scope `credits:spend`; a service key also names the account. */
  client: RefillClient;
  /** For service keys: the account, by account id, user id, external id or email address. */
  account?: string;
  /** How long a hold outlives a process that was killed: 300 seconds by default. It is extended while work goes on. */
  expiresInSeconds?: number;
  /**
   * The `resume.id` of the InsufficientCreditsError of an earlier run of this work, for one call: its hold is placed under the same key,
   * with what was asked then. Throws AlreadyResumedError if someone else goes on.
   */
  resume?: string;
  /** Gets what could not be captured or released. The work is not affected. By default it is logged as a warning. */
  onError?: (error: unknown, settlement: Settlement) => void;
  /** Gets the end of every hold. */
  onSettled?: (settlement: Settlement) => void;
  /**
   * Keeps a serverless function alive until a capture is done, such as `waitUntil` of the platform or `after` of Next.js. It is called once, when
   * the hold is placed.
   */
  waitUntil?: (work: Promise<unknown>) => void;
} & Omit<Labels, "estimated">;

/** Credits that are reserved for work in progress. It ends once: further calls return the first end. */
export type OpenHold = {
  id: string;
  /** Spends what was used, up to all that the account has, and releases the rest. Never rejects. */
  capture: (charge: Charge | null, how?: { estimated?: boolean }) => Promise<Settlement>;
  /** Spends nothing. Never rejects. */
  release: () => Promise<Settlement>;
  /** Reserves this much in total. Rejects with InsufficientCreditsError if the account does not have it, and BudgetExceededError if a budget is against it. */
  extend: (charge: Charge) => Promise<void>;
  /** The result of the work, during which the hold is kept from expiring. */
  during: <Result>(work: PromiseLike<Result>) => Promise<Result>;
};

const EXPIRES_IN_SECONDS = 300;

/**
 * Reserves credits.
 *
 * @throws InsufficientCreditsError, BudgetExceededError, AlreadyResumedError
 */
export async function openHold(
  options: HoldOptions,
  charge: Charge,
  { signal, ...more }: Partial<Labels> & { signal?: AbortSignal } = {},
): Promise<OpenHold> {
  const {
    client,
    account,
    expiresInSeconds = EXPIRES_IN_SECONDS,
    onError,
    onSettled,
    waitUntil,
    resume,
    ...rest
  } = options;
  const labels = { ...labelsOf(rest), ...more };
  const { id, amount } = await (resume === undefined
    ? client.credits.hold({ account, ...charge, ...labels, expiresInSeconds, signal })
    : resumed(client, resume, { account, signal }));
  const target: Target = { client, account, id, labels, held: amount };
  let keptUntil = Date.now() + expiresInSeconds * 1000;
  let ended: Promise<Settlement> | null = null;
  const noteEnd = waitUntil && offerEnd(waitUntil, () => keptUntil);

  const end = (how: () => Promise<Settlement>): Promise<Settlement> => {
    if (!ended) {
      ended = report(how(), { onError, onSettled });
      if (noteEnd) void ended.then(noteEnd);
    }
    return ended;
  };
  const keep = () => {
    if (ended || keptUntil - Date.now() > (expiresInSeconds * 1000) / 2) return;
    keptUntil = Date.now() + expiresInSeconds * 1000;
    // If this fails, the next one may not; and work that outlives its hold is still charged: see captureLate.
    client.credits.extend(id, { account, expiresInSeconds }).catch(() => undefined);
  };
  return {
    id,
    capture: (used, { estimated = false } = {}) =>
      end(() => (used === null ? release(target) : capture(target, used, estimated))),
    release: () => end(() => release(target)),
    extend: async (total) => {
      const grown = await client.credits.extend(id, { account, ...total, expiresInSeconds });
      target.held = grown.amount;
      keptUntil = Date.now() + expiresInSeconds * 1000;
    },
    during: async (work) => {
      keep();
      const timer = setInterval(keep, (expiresInSeconds * 1000) / 4);
      try {
        return await work;
      } finally {
        clearInterval(timer);
      }
    },
  };
}

/**
 * Offers a promise of the hold's end at its beginning. Later, such as when a signal fires, the platform does not know for which request it is
 * asked: `after` of Next.js throws. A hold that nobody keeps is waited for until it expires. Returns what takes note of the end.
 */
function offerEnd(
  waitUntil: NonNullable<HoldOptions["waitUntil"]>,
  keptUntil: () => number,
): (settlement: Settlement) => void {
  let resolve: (settlement: Settlement | null) => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const watch = () => {
    const left = keptUntil() - Date.now();
    if (left <= 0) return resolve(null);
    timer = setTimeout(watch, left);
    // Where it is an object, it would keep a process of Node alive.
    (timer as { unref?: () => void }).unref?.();
  };
  const end = new Promise<Settlement | null>((done) => {
    resolve = done;
  });
  watch();
  try {
    waitUntil(end);
  } catch (error) {
    // The work goes on: without it, a serverless function may stop before the capture, and the hold expires.
    console.warn("Refill: waitUntil failed.", error);
  }
  return (settlement) => {
    clearTimeout(timer);
    resolve(settlement);
  };
}

/** The hold of what was refused, if this caller is the one to go on. */
async function resumed(client: RefillClient, id: string, of: { account?: string; signal?: AbortSignal }) {
  const { claimed, hold } = await client.credits.resume(id, of);
  if (!claimed) throw new AlreadyResumedError(id);
  if (!hold) throw new RefillError(`The refusal ${id} is of a spend, not of a hold.`);
  return hold;
}

type Target = {
  client: RefillClient;
  account: string | undefined;
  id: string;
  labels: Partial<Labels>;
  held: number;
};

/** Only what the API takes: options of wrappers are in the same object. */
function labelsOf({ subject, model, project, run, tags, description, metadata }: Partial<Labels>): Partial<Labels> {
  const labels = { subject, model, project, run, tags, description, metadata };
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined));
}

async function report(
  work: Promise<Settlement>,
  { onError, onSettled }: Pick<HoldOptions, "onError" | "onSettled">,
): Promise<Settlement> {
  const settlement = await work;
  try {
    if (settlement.status === "failed") {
      if (onError) onError(settlement.error, settlement);
      else console.warn(`Refill: hold ${settlement.hold} was neither captured nor released and expires.`, settlement);
    }
    onSettled?.(settlement);
  } catch (error) {
    // A handler that fails must not break the stream that the hold is for.
    console.warn("Refill: a handler of the hold failed.", error);
  }
  return settlement;
}

async function release({ client, account, id }: Target): Promise<Settlement> {
  try {
    await client.credits.release(id, { account });
    return { status: "released", hold: id };
  } catch (error) {
    // It ended by itself: nothing is held.
    if (statusOf(error) === "EXPIRED") return { status: "released", hold: id };
    return { status: "failed", hold: id, charge: null, error };
  }
}

async function capture(target: Target, charge: Charge, estimated: boolean): Promise<Settlement> {
  try {
    return await captureAll(target, charge, estimated);
  } catch (error) {
    try {
      const { status } = error instanceof ApiError ? error : { status: 0 };
      if (isShort(error)) return await captureWhatIsThere(target, charge, error, estimated);
      if (statusOf(error) === "EXPIRED") return await captureLate(target, charge, estimated);
      // More than the API captures from a hold of this size, which can grow first.
      if (status === 422) return await captureGrown(target, charge, estimated);
      return { status: "failed", hold: target.id, charge, error };
    } catch (later) {
      if (isShort(later)) {
        return await captureWhatIsThere(target, charge, later, estimated).catch((error) =>
          failed(target, charge, error),
        );
      }
      return failed(target, charge, later);
    }
  }
}

const failed = ({ id }: Target, charge: Charge, error: unknown): Settlement => ({
  status: "failed",
  hold: id,
  charge,
  error,
});

// Derived from the hold, so that an answer that was lost is found again.
const keyFor = ({ id }: Target, what: string) => `hold:${id}:${what}`;

async function captureAll(target: Target, charge: Charge, estimated: boolean): Promise<Settlement> {
  const { client, account, id, labels } = target;
  const idempotencyKey = keyFor(target, "capture");
  const { entry } = await client.credits.capture(id, { account, ...charge, ...labels, estimated, idempotencyKey });
  return { status: "captured", hold: id, credits: -entry.amount, uncollected: 0, estimated };
}

async function captureGrown(target: Target, charge: Charge, estimated: boolean): Promise<Settlement> {
  const short = await grow(target, charge);
  try {
    return await captureAll(target, charge, estimated);
  } catch (error) {
    // Too much for all that the account has, too.
    throw short && error instanceof ApiError && error.status === 422 ? short : error;
  }
}

/**
 * Makes the hold as large as the charge or, if the account has less, as all that it has; returns that refusal. A capture may still
 * take more: what the plan lets running work overdraw.
 */
async function grow(target: Target, charge: Charge): Promise<Shortage | null> {
  const { client, account, id } = target;
  const extend = async (to: Charge) => {
    target.held = (await client.credits.extend(id, { account, ...to })).amount;
  };
  try {
    await extend(charge);
    return null;
  } catch (error) {
    if (!isShort(error)) throw error;
    if (error.available > 0) await extend({ amount: error.available });
    return error;
  }
}

/** The work cost more than was held and more than the account may spend: takes all it may, and says what is missing. */
async function captureWhatIsThere(
  target: Target,
  charge: Charge,
  { required, available }: Shortage,
  estimated: boolean,
): Promise<Settlement> {
  const { client, account, id, labels } = target;
  const most = Math.max(available, target.held);
  const take = async (amount: number): Promise<Settlement> => {
    const uncollected = required - amount;
    const metadata = noted(labels.metadata, { uncollected, ...(charge.items && { used: countsOf(charge.items) }) });
    const idempotencyKey = keyFor(target, `capture:${amount}`);
    const { entry } = await client.credits.capture(id, {
      ...{ account, amount, ...labels, metadata, estimated, idempotencyKey },
    });
    return { status: "captured", hold: id, credits: -entry.amount, uncollected, estimated };
  };
  try {
    await grow(target, { amount: most });
    return await take(most);
  } catch (error) {
    // Someone else spent it meanwhile, or a budget allows less. What is held by now is certain.
    if (error instanceof ApiError && (error.status === 402 || error.status === 422)) return take(target.held);
    throw error;
  }
}

// What the API takes as metadata.
const MAX_BYTES = 2048;
const MAX_KEYS = 50;

/** Metadata with what happened, if there is room: a spend must not be refused for its notes. */
function noted(metadata: Labels["metadata"], notes: Record<string, unknown>): Labels["metadata"] {
  const both = { ...metadata, ...notes };
  return bytesOf(JSON.stringify(both)) <= MAX_BYTES && keysIn(both) <= MAX_KEYS ? both : metadata;
}

function keysIn(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, inner) => sum + keysIn(inner), own);
}

const countsOf = (items: NonNullable<Charge["items"]>) =>
  Object.fromEntries(items.map(({ meter, quantity }) => [meter, quantity]));

/** The hold expired while the work went on, so its cost is spent as it is. */
async function captureLate(target: Target, charge: Charge, estimated: boolean): Promise<Settlement> {
  const { client, account, id, labels } = target;
  const spend = async (what: Charge, uncollected: number): Promise<Settlement> => {
    const metadata = noted(labels.metadata, { expiredHold: id, ...(uncollected > 0 && { uncollected }) });
    const idempotencyKey = keyFor(target, uncollected > 0 ? `late:${what.amount}` : "late");
    const { entry } = await client.credits.consume({
      account,
      ...what,
      ...labels,
      metadata,
      estimated,
      idempotencyKey,
    });
    return { status: "captured", hold: id, credits: -entry.amount, uncollected, estimated };
  };
  let [wanted, full]: [Charge, number | null] = [charge, null];
  for (let least = Number.POSITIVE_INFINITY; ; ) {
    try {
      return await spend(wanted, full === null ? 0 : full - least);
    } catch (error) {
      // The balance and each budget may allow less than the last refusal said.
      if (!isShort(error) || error.available >= least) throw error;
      full ??= error.required;
      least = error.available;
      if (least === 0) return { status: "captured", hold: id, credits: 0, uncollected: full, estimated };
      wanted = { amount: least };
    }
  }
}

/** Says how much there is. */
type Shortage = InsufficientCreditsError | BudgetExceededError;

const isShort = (error: unknown): error is Shortage =>
  error instanceof InsufficientCreditsError || error instanceof BudgetExceededError;

const statusOf = (error: unknown) =>
  error instanceof ApiError && error.code === "hold_not_open" ? error.problem.holdStatus?.toUpperCase() : undefined;
