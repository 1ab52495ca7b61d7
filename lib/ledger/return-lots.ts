import { DEFAULT_PRIORITY } from "@/lib/ledger/grant";

/**
 * What is given back to a lot that has ended comes as a RETURN lot, which lasts seven days: long enough to do again what
 * failed, too short to make credits that expire into credits that do not.
 */
export const RETURN_LOT_MS = 7 * 24 * 3_600_000;

export const RETURN_PRIORITY = DEFAULT_PRIORITY.RETURN;

export const returnLotEnds = (now: Date): Date => new Date(now.getTime() + RETURN_LOT_MS);
