import { DEFAULT_PRIORITY } from "@/lib/ledger/grant";
import { DAY_MS } from "@/lib/time";

/** A spend can be given back for so long. Later it takes an adjustment by an admin. */
export const REVERSIBLE_MS = DAY_MS;

/**
 * What is given back to a lot that has ended comes as a RETURN lot, which lasts seven days, or as long as that lot did
 * when that was less: long enough to do again what failed, too short to make credits that expire into credits that do
 * not. Once a RETURN lot has ended nothing that was spent of it comes back to life.
 */
export const RETURN_LOT_MS = 7 * DAY_MS;

export const RETURN_PRIORITY = DEFAULT_PRIORITY.RETURN;

export const returnLotEnds = (now: Date): Date => new Date(now.getTime() + RETURN_LOT_MS);
