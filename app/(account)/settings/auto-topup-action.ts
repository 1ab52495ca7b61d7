"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { refusalSentence } from "@/components/billing/refusals";
import { type FormState, fieldErrors, freshForm, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { setAutoTopup } from "@/lib/billing/auto-topup";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { MAX_AMOUNT_CENTS } from "@/lib/catalog/schemas";
import { now } from "@/lib/clock";

const MAX_CENTS = BigInt(MAX_AMOUNT_CENTS);

const wish = z.object({
  enabled: z.string().transform((value) => value === "on"),
  threshold: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,14}$/, "Give a whole number of credits, 1 or more.")
    .transform(BigInt),
  pack: z.string().min(1, "Choose a pack.").max(200),
  monthlyCapCents: z
    .string()
    .trim()
    .regex(/^\d{1,9}(\.\d{1,2})?$/, "Give an amount such as 50 or 49.90.")
    .transform(toCents)
    .refine((cents) => cents >= 1n && cents <= MAX_CENTS, "Give an amount up to 999,999.99.")
    .transform(Number),
});

/** Saves the rule of automatic top-ups. */
export async function saveAutoTopup(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/settings");
  const parsed = wish.safeParse(Object.fromEntries(form));
  if (!parsed.success) return refuse(form, null, fieldErrors(parsed.error));
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const set = await setAutoTopup(services, user.id, parsed.data, await now());
  if (!set.ok) {
    const sentence = refusalSentence(set.reason);
    return set.reason === "cap_below_pack" ? refuse(form, null, { monthlyCapCents: sentence }) : refuse(form, sentence);
  }
  revalidatePath("/settings");
  return { ...freshForm, done: true };
}

/** 4990 from "49.90", without a float in between. */
function toCents(text: string): bigint {
  const [whole = "0", part = ""] = text.split(".");
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, "0"));
}
