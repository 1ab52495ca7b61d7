"use server";

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { chargeForText } from "@/app/(account)/playground/charge-for-text";
import { accountOf } from "@/app/viewer";
import { analyseText, countWords } from "@/components/playground/analyse-text";
import { MAX_CHARACTERS, priceOfWords } from "@/components/playground/price";
import type { ToolRun } from "@/components/playground/tool-run";
import { outage } from "@/lib/api/http/outages";
import { requireUser } from "@/lib/auth/guards";
import { now } from "@/lib/clock";
import { spendQueue } from "@/lib/ledger/spend-queue";
import { userSentence } from "@/lib/refusals/user-sentence";

const input = z.object({
  text: z
    .string()
    .max(MAX_CHARACTERS, "This text is too long. The limit is 200,000 characters.")
    .refine((text) => countWords(text) > 0, "Paste or write a few words first."),
  // Generated once per press, so a double click sends the same key and the ledger charges once.
  key: z.uuid(),
});

/** Analyzes a text and charges for it. The work comes first, so a failed run costs nothing. */
export async function runTool(before: ToolRun, form: FormData): Promise<ToolRun> {
  try {
    return await run(form);
  } catch (error) {
    if (!outage(error)) throw error;
    // Keep the same key: if this run was charged after all, the retry is not charged again.
    return {
      state: "invalid",
      sentence: "The tool is unavailable right now. Your text is still here; run it again in a moment.",
      nextKey: before.nextKey,
    };
  }
}

async function run(form: FormData): Promise<ToolRun> {
  const user = await requireUser("/playground");
  const parsed = input.safeParse({ text: form.get("text"), key: form.get("key") });
  const nextKey = randomUUID();
  if (!parsed.success) {
    const sentence = parsed.error.issues[0]?.message ?? "This text cannot be read.";
    return { state: "invalid", sentence, nextKey };
  }
  const { text, key } = parsed.data;
  const report = analyseText(text);
  const cost = priceOfWords(report.words);
  const accountId = await accountOf(user.id);
  const run = { accountId, text, key, credits: cost, words: report.words };
  const spent = await spendQueue().debit(chargeForText(run), await now());
  if (spent.ok) {
    return { state: "done", report, cost, available: Number(spent.available), replayed: spent.replayed, nextKey };
  }
  switch (spent.reason) {
    case "insufficient_credits":
      return { state: "insufficient", required: cost, available: Number(spent.available), nextKey };
    case "idempotency_key_reused":
      return { state: "invalid", sentence: "The text changed while it was being analyzed. Run it again.", nextKey };
    case "overloaded":
      // Keep the same key, as after an outage.
      return {
        state: "invalid",
        sentence: userSentence("overloaded"),
        nextKey: key,
      };
    default:
      throw new Error(`The playground could not spend: ${spent.reason}.`);
  }
}
