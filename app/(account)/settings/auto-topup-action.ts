"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { refusalSentence } from "@/components/billing/refusals";
import { type FormState, fieldErrors, freshForm, refuse } from "@/components/ui/form-state";
import { requireUser } from "@/lib/auth/guards";
import { setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { MAX_AMOUNT_CENTS } from "@/lib/catalog/charge-limits";
import { findSellablePack } from "@/lib/catalog/queries";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { formatPrice, readMoney } from "@/lib/format/money";

const wish = z.object({
  enabled: z.string().transform((value) => value === "on"),
  threshold: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,14}$/, "Enter a whole number of credits, 1 or more.")
    .transform(BigInt),
  pack: z.string().min(1, "Choose a pack.").max(200),
  monthlyCapCents: z.string().max(40, "Enter an amount."),
});

/** Saves the auto top-up settings. */
export async function saveAutoTopup(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser("/settings");
  const parsed = wish.safeParse(Object.fromEntries(form));
  if (!parsed.success) return refuse(form, null, fieldErrors(parsed.error));
  const pack = await findSellablePack(database().prisma, parsed.data.pack);
  if (!pack) return refuse(form, refusalSentence("unknown_pack"));
  const cap = readCap(parsed.data.monthlyCapCents, pack.currency);
  if (!cap.ok) return refuse(form, null, { monthlyCapCents: cap.sentence });
  const services = await stripeFor(user.id);
  if (!services.ok) return refuse(form, refusalSentence(services.reason));
  const wanted = { ...parsed.data, pack: pack.id, monthlyCapCents: cap.amountCents };
  const set = await setAutoTopup(services, user.id, wanted, await now());
  if (!set.ok) {
    const sentence = refusalSentence(set.reason);
    return set.reason === "cap_below_pack" ? refuse(form, null, { monthlyCapCents: sentence }) : refuse(form, sentence);
  }
  revalidatePath("/settings");
  return { ...freshForm, done: true };
}

/** Parses the monthly limit in the currency of the chosen pack. */
function readCap(text: string, currency: string): { ok: true; amountCents: number } | { ok: false; sentence: string } {
  const read = readMoney(text, currency);
  if (!read.ok) return read;
  return read.amountMinor >= 1 && read.amountMinor <= MAX_AMOUNT_CENTS
    ? { ok: true, amountCents: read.amountMinor }
    : { ok: false, sentence: `Enter an amount of at most ${formatPrice(MAX_AMOUNT_CENTS, currency)}.` };
}
