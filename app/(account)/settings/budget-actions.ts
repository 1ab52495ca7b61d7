"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { readWindow } from "@/components/budgets/budget-words";
import { type FormState, freshForm, refuse } from "@/components/ui/form-state";
import { keyOverview } from "@/lib/auth/api-keys/queries";
import { requireUser } from "@/lib/auth/guards";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { wholeNumber } from "@/lib/format/whole-number";
import { byPerson } from "@/lib/ledger/actor";
import { type BudgetTerms, MAX_BUDGETS } from "@/lib/ledger/budgets/budget";
import { addBudget, removeBudget } from "@/lib/ledger/budgets/manage-budgets";
import { openAccount } from "@/lib/ledger/open-account";
import { MAX_AMOUNT } from "@/lib/ledger/types";
import { userSentence } from "@/lib/refusals/user-sentence";
import { storableText } from "@/lib/storable";

const SETTINGS = "/settings";
const budgetId = z.uuid();
const targetText = storableText.trim().max(100);

/** Adds a budget to the caller's account. */
export async function addOwnBudget(_before: FormState, form: FormData): Promise<FormState> {
  const user = await requireUser(SETTINGS);
  const { sql, prisma } = database();
  const keys = (await keyOverview(prisma, user.id)).active;
  const terms = readTerms(form, keys);
  if ("errors" in terms) return refuse(form, null, terms.errors);
  const at = await now();
  const accountId = await openAccount(sql, user.id, at);
  const added = await addBudget(sql, { accountId, actor: byPerson(user.id), ...terms }, at);
  if (!added.ok) return refuse(form, userSentence("too_many_budgets", { max: MAX_BUDGETS }));
  revalidatePath(SETTINGS);
  return { ...freshForm, done: true };
}

/** Removes one of the caller's budgets. False when they have no such budget. */
export async function removeOwnBudget(id: unknown): Promise<boolean> {
  const user = await requireUser(SETTINGS);
  const parsed = budgetId.safeParse(id);
  if (!parsed.success) return false;
  const removed = await removeBudget(database().sql, user.id, parsed.data, await now());
  revalidatePath(SETTINGS);
  return removed;
}

function readTerms(form: FormData, keys: readonly { id: string }[]): BudgetTerms | { errors: Record<string, string> } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const errors: Record<string, string> = {};
  const scope = readScope(text("budgetScope"), keys);
  if (!scope) errors.budgetScope = "Choose what it caps.";
  const target = targetText.safeParse(text("budgetTarget"));
  const named = target.success && target.data !== "" ? target.data : null;
  if (!target.success) errors.budgetTarget = "Use at most 100 characters.";
  else if (named !== null && scope && scope.scope !== "SUBJECT" && scope.scope !== "RUN") {
    errors.budgetTarget = "Only members and runs have a name here.";
  }
  const digits = wholeNumber(text("budgetLimit"));
  const limit = digits === null ? null : BigInt(digits);
  if (limit === null || limit > MAX_AMOUNT) errors.budgetLimit = "Enter a whole number of credits, such as 500.";
  const window = readWindow(text("budgetWindow"));
  if (!window) errors.budgetWindow = "Choose a time.";
  if (!scope || limit === null || !window || Object.keys(errors).length > 0) return { errors };
  return { scope: scope.scope, target: scope.target ?? named, ...window, limit };
}

function readScope(value: string, keys: readonly { id: string }[]): Pick<BudgetTerms, "scope" | "target"> | null {
  if (value === "ACCOUNT" || value === "KEY" || value === "SUBJECT" || value === "RUN") {
    return { scope: value, target: null };
  }
  const key = keys.find(({ id }) => value === `KEY:${id}`);
  return key ? { scope: "KEY", target: key.id } : null;
}
