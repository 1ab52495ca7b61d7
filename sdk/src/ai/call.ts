import type { Charge } from "../client/credits.js";
import { ApiError } from "../client/problem.js";
import { UnknownModelError } from "./errors.js";
import { type HoldOptions, type OpenHold, openHold, type Settlement } from "./hold.js";
import { ownKeyCall } from "./own-key.js";
import { type ItemsOf, type RateOptions, ratesFor } from "./rates.js";
import { BYTES_PER_TOKEN, type Usage, type UsageKind } from "./usage.js";

export type CallKind = "language" | "embedding" | "image" | "speech" | "transcription";

/** A call to a provider, before it is made. */
export type Call = {
  kind: CallKind;
  model: string;
  /** What it may use: the input by the prompt's length, the output by its limit. */
  estimate: Usage;
};

export type CreditsOptions = HoldOptions &
  RateOptions & {
    /** What a call holds: credits, or how much it may use. By default by the prompt's length and the output limit. */
    estimate?: number | ((call: Call) => number | Usage);
    /** The output that is held for a call that names no limit: 1,024 tokens by default. */
    outputTokens?: number;
    /** How text is counted before the provider reports, and after an abort: 4 bytes of UTF-8 per token by default. */
    bytesPerToken?: number;
    /** False for calls with the customer's own key at the provider: what was used is counted, and nothing is held or charged. */
    charge?: boolean;
  };

/** A call for which credits are held. It ends once. */
export type MeteredCall = {
  /** Takes what the provider says was used. */
  capture: (usage: Usage, how?: { estimated?: boolean }) => Promise<Settlement | null>;
  /** Takes nothing. */
  release: () => Promise<Settlement | null>;
  during: OpenHold["during"];
};

// What a call of each kind uses in any case, so what must have a meter before it is made.
const REQUIRED: Record<CallKind, readonly UsageKind[]> = {
  language: ["input", "output"],
  embedding: ["input"],
  image: ["image"],
  speech: ["character"],
  transcription: ["second"],
};

/**
 * Holds credits for a call. Everything that speaks against it is thrown here, before the provider is called.
 *
 * @throws InsufficientCreditsError, BudgetExceededError, UnknownModelError
 */
export async function beginCall(options: CreditsOptions, call: Call, signal?: AbortSignal): Promise<MeteredCall> {
  if (options.charge === false) return ownKeyCall(options, call, REQUIRED[call.kind]);
  signal?.throwIfAborted();
  const itemsOf = await ratesFor(options.client, options, call.model, REQUIRED[call.kind]);
  const hold = await placed(options, call, itemsOf, signal);
  return {
    capture: (usage, how) => hold.capture(chargeOf(itemsOf(usage)), how),
    release: hold.release,
    during: hold.during,
  };
}

async function placed(options: CreditsOptions, call: Call, itemsOf: ItemsOf, signal: AbortSignal | undefined) {
  const { estimate } = options;
  const wanted = typeof estimate === "function" ? estimate(call) : (estimate ?? call.estimate);
  // A hold of nothing cannot be placed; one credit is the least.
  const charge = (typeof wanted === "number" ? null : chargeOf(itemsOf(wanted))) ?? {
    amount: Math.max(1, typeof wanted === "number" ? Math.ceil(wanted) : 1),
  };
  try {
    return await openHold(options, charge, { model: options.model ?? call.model, signal });
  } catch (error) {
    const field = error instanceof ApiError && error.fields.find(({ field: name }) => /(^|\.)meter$/.test(name));
    if (!field) throw error;
    const index = Number(/^items\.(\d+)\./.exec(field.field)?.[1] ?? 0);
    throw new UnknownModelError(call.model, [charge.items?.[index]?.meter ?? "of this call"]);
  }
}

const chargeOf = (items: ReturnType<ItemsOf>): Charge | null => (items.length === 0 ? null : { items });

/** The options that say how text is counted, with their defaults. */
export function countingOf({ outputTokens = 1024, bytesPerToken = BYTES_PER_TOKEN }: CreditsOptions) {
  return { outputTokens, bytesPerToken };
}

// How long the end of a stream or an answer waits for Refill. The capture itself goes on.
const LONGEST_WAIT_MS = 5_000;

/** Waits for a capture before an answer ends, because a serverless function may stop right after; but not for long. */
export async function settledSoon(settling: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LONGEST_WAIT_MS);
  });
  await Promise.race([settling, late]);
  clearTimeout(timer);
}
