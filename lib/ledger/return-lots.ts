import { DEFAULT_PRIORITY } from "@/lib/ledger/grant";
import { DAY_MS } from "@/lib/time";

/** How long a spend can be reversed. Later it takes an adjustment by an admin. */
export const REVERSIBLE_MS = DAY_MS;

/**
 * Credits returned to a lot that has ended come as a RETURN lot, which lasts seven days, or as long as that lot did if that
 * was less: long enough to repeat what failed, too short to make expiring credits permanent. Once a RETURN lot has ended,
 * credits spent from it are not restored.
 */
export const RETURN_LOT_MS = 7 * DAY_MS;

export const RETURN_PRIORITY = DEFAULT_PRIORITY.RETURN;

export const returnLotEnds = (now: Date): Date => new Date(now.getTime() + RETURN_LOT_MS);
