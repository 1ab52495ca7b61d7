import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time";

/** The pause after each auto top-up, so that a loop that spends does not buy pack after pack within seconds. */
export const COOL_DOWN_MS = 5 * MINUTE_MS;

/** The pause after the first and the second decline in a row. The third turns auto top-up off. */
export const BACK_OFF_MS = [HOUR_MS, DAY_MS] as const;
