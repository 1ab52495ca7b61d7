import type { Labels } from "../client/credits.js";
import type { HoldOptions, OpenHold } from "./hold.js";
import { type ItemsOf, type RateOptions, ratesFor } from "./rates.js";
import type { Usage, UsageKind } from "./usage.js";

type Options = HoldOptions & RateOptions;
type Call = { model: string };

/**
 * A call with the customer's own key at the provider: nothing is held or charged, and what was used is counted once it has ended. What
 * could not be counted is reported to `onError`, with a settlement without a hold.
 */
export function ownKeyCall(options: Options, call: Call, required: readonly UsageKind[]) {
  let ended: Promise<null> | null = null;
  const end = (how: () => Promise<null>) => {
    ended ??= how();
    return ended;
  };
  return {
    capture: (usage: Usage) => end(() => count(options, call, required, usage)),
    release: () => end(async () => null),
    during: (async (work) => work) as OpenHold["during"],
  };
}

async function count(options: Options, call: Call, required: readonly UsageKind[], usage: Usage): Promise<null> {
  const { client, account, subject, project, run, tags, model = call.model } = options;
  let items: ReturnType<ItemsOf> = [];
  try {
    items = (await ratesFor(client, options, call.model, required))(usage);
    if (items.length === 0) return null;
    const labels: Labels = { subject, project, run, tags, model };
    await client.credits.countOwnKey({ account, items, ...labels });
  } catch (error) {
    report(error, items, options);
  }
  return null;
}

function report(error: unknown, items: ReturnType<ItemsOf>, { onError }: Options): void {
  const charge = items.length === 0 ? null : { items };
  try {
    if (onError) onError(error, { status: "failed", hold: "", charge, error });
    else console.warn("Refill: a call with an own key was not counted.", error);
  } catch (thrown) {
    // A handler that fails must not break the stream.
    console.warn("Refill: a handler of onError failed.", thrown);
  }
}
