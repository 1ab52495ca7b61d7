import { z } from "zod";
import { MAX_AMOUNT } from "@/lib/ledger/types";

const UNUSABLE = "Enter a whole number of credits, 1 or more, or leave it empty for no alert.";

/** The input of the notification settings form. */
export const notificationForm = z.object({
  refilled: z.preprocess((value) => value === "on", z.boolean()),
  /** "1,000" and "1 000" are read as a thousand; empty means no alert. */
  lowBalanceThreshold: z
    .string()
    .transform((text) => text.replaceAll(/[\s,_]/g, ""))
    .refine((digits) => /^\d{0,16}$/.test(digits), UNUSABLE)
    .transform((digits) => (digits === "" ? null : BigInt(digits)))
    .refine((credits) => credits === null || (credits >= 1n && credits <= MAX_AMOUNT), UNUSABLE),
});

export type NotificationSettings = z.output<typeof notificationForm>;
