import type { RefillClient } from "../client/create-client.js";
import type { Charge } from "../client/credits.js";
import { settledSoon } from "./call.js";
import { type HoldOptions, openHold } from "./hold.js";

/** What was used: a quantity of the job's meter (credits, if it has none), or quantities of several meters. */
export type Report = number | Record<string, number>;

export type Job = {
  /** The id of the hold. */
  hold: string;
  /** Fires when the caller's signal does. Pass it on to what the work calls. */
  signal: AbortSignal;
  /** Adds to what was used. Call it as the work goes on, so that an abort is charged for what was done. */
  report: (used: Report) => void;
  /** Reserves more, in total, before the next step of a longer job. Rejects with InsufficientCreditsError or BudgetExceededError. */
  extend: (total: Report) => Promise<void>;
};

export type WithCreditsOptions = Omit<HoldOptions, "client"> & {
  /** The meter that `estimate` and `report` count. Without one, they are credits. */
  meter?: string;
  /** The most that the work is likely to use. This is held. */
  estimate: Report;
  signal?: AbortSignal;
};

/**
 * Holds credits, does the work, captures what it reported, and releases the rest.
 *
 * - The work returns: what it reported is captured; the whole estimate, if it reported nothing.
 * - The work throws: nothing is taken, and the error is thrown on.
 * - The signal fires and the work throws: what it had reported is captured.
 *
 * @throws InsufficientCreditsError or BudgetExceededError, before the work starts
 */
export async function withCredits<Result>(
  client: RefillClient,
  { meter, estimate, signal = new AbortController().signal, ...options }: WithCreditsOptions,
  work: (job: Job) => PromiseLike<Result> | Result,
): Promise<Result> {
  signal.throwIfAborted();
  const held = chargeOf(estimate, meter);
  if (held === null) throw new RangeError("The estimate must be above 0.");
  const hold = await openHold({ ...options, client }, held, { signal });
  const used = new Map<string | undefined, number>();
  const job: Job = {
    hold: hold.id,
    signal,
    report: (more) => {
      for (const [key, quantity] of quantitiesOf(more, meter)) used.set(key, (used.get(key) ?? 0) + quantity);
    },
    extend: async (total) => {
      const charge = chargeOf(total, meter);
      if (charge) await hold.extend(charge);
    },
  };
  const reported = () => chargeOfQuantities([...used]);
  try {
    const result = await hold.during((async () => work(job))());
    await settledSoon(hold.capture(used.size === 0 ? held : reported()));
    return result;
  } catch (error) {
    await settledSoon(signal.aborted && used.size > 0 ? hold.capture(reported()) : hold.release());
    throw error;
  }
}

type Quantities = (readonly [meter: string | undefined, quantity: number])[];

function quantitiesOf(report: Report, meter: string | undefined): Quantities {
  const quantities: Quantities = typeof report === "number" ? [[meter, report]] : Object.entries(report);
  const wrong = quantities.find(([, quantity]) => !(Number.isFinite(quantity) && quantity >= 0));
  if (wrong) throw new RangeError(`Not a quantity: ${wrong[1]}.`);
  return quantities;
}

const chargeOf = (report: Report, meter: string | undefined) => chargeOfQuantities(quantitiesOf(report, meter));

/** Credits have no meter and are whole; part of one counts as one. */
function chargeOfQuantities(quantities: Quantities): Charge | null {
  const counted = quantities.filter(([, quantity]) => quantity > 0);
  const credits = counted.filter(([meter]) => meter === undefined).reduce((sum, [, quantity]) => sum + quantity, 0);
  const items = counted.flatMap(([meter, quantity]) => (meter === undefined ? [] : [{ meter, quantity }]));
  if (credits > 0 && items.length > 0) throw new TypeError("Report credits or quantities of meters, not both.");
  if (credits > 0) return { amount: Math.ceil(credits) };
  return items.length > 0 ? { items } : null;
}
