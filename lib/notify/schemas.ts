import { z } from "zod";
import { MAX_AMOUNT } from "@/lib/ledger/types";

const UNUSABLE = "Give a whole number of credits, 1 or more, or leave it empty for no alert.";

/** What the form of the notification settings posts. */
export const notificationForm = z.object({
  refilled: z.preprocess((value) => value === "on", z.boolean()),
  /** As people write it: 1,000 and 1 000 are a thousand; empty is no alert. */
  lowBalanceThreshold: z
    .string()
    .transform((text) => text.replaceAll(/[\s,_]/g, ""))
    .refine((digits) => /^\d{0,16}$/.test(digits), UNUSABLE)
    .transform((digits) => (digits === "" ? null : BigInt(digits)))
    .refine((credits) => credits === null || (credits >= 1n && credits <= MAX_AMOUNT), UNUSABLE),
});

export type NotificationSettings = z.output<typeof notificationForm>;
