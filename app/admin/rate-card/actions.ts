"use server";

import type { Route } from "next";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { catalogueChanged } from "@/app/catalogue-changed";
import { viewerTimeZone } from "@/app/viewer";
import { show, wasShown } from "@/components/admin/catalogue/edit-state";
import { savingSentence } from "@/components/admin/catalogue-refusals";
import type { MeterFormState, MonthFigures } from "@/components/admin/rate-card/meter-state";
import { readMeterForm } from "@/components/admin/rate-card/read-meter-form";
import { fieldErrors, refuse, refuseUnconfirmed } from "@/components/ui/form-state";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import { archiveMeter, restoreMeter } from "@/lib/catalog/archive-meter";
import { createMeter } from "@/lib/catalog/create-meter";
import { editMeter } from "@/lib/catalog/edit-meter";
import { previewMeterEdit } from "@/lib/catalog/preview-meter-edit";
import { priceLastMonth } from "@/lib/catalog/price-last-month";
import { type MeterInput, meterInput } from "@/lib/catalog/schemas";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { formatPreciseMoney } from "@/lib/format/precise-money";

const PAGE = "/admin/rate-card";
const GONE = "This meter no longer exists. Go back to the list.";
const CHANGED = "It was edited meanwhile, and nothing was done. Reload the page to see its rate now.";

/**
 * Creates a meter, or prices the last month at the rate in the form. Of the meter whose id the form carries, it shows what
 * an edit changes and, when that was shown, saves it; what has changed since is shown again first.
 */
export async function saveMeter(before: MeterFormState, form: FormData): Promise<MeterFormState> {
  const admin = await requireAdmin();
  const say = (message: string | null, errors: Record<string, string> = {}, month: MonthFigures | null = null) => ({
    ...refuse(form, message, errors),
    month,
    preview: null,
  });
  const onlyPrices = form.get("intent") === "price";
  if (!onlyPrices && !isRecentlyAuthenticated(admin, new Date())) return { ...before, ...refuseUnconfirmed(form) };
  const { input, errors } = readMeterForm(form);
  const parsed = meterInput.safeParse(input);
  const all = { ...(parsed.success ? {} : fieldErrors(parsed.error)), ...errors };
  if (!parsed.success || Object.keys(all).length > 0) return say(null, all);
  if (onlyPrices) return say(null, {}, await figuresOf(parsed.data));
  const meterId = z.uuid().safeParse(form.get("id"));
  const [services, actor, at] = [{ database: database() }, await adminActor(admin), await now()];
  const edit = meterId.success ? { meterId: meterId.data, input } : null;
  const preview = edit && (await previewMeterEdit(services.database.prisma, edit));
  if (preview?.ok && !wasShown(before.preview, preview)) {
    return { ...show(form, before.preview, preview), month: await figuresOf(parsed.data) };
  }
  const saved = edit
    ? await editMeter(services, actor, { ...edit, ...(preview?.ok && { version: preview.version }) }, at)
    : await createMeter(services, actor, input, at);
  if (!saved.ok) {
    if (saved.reason === "invalid") return say(null, fieldErrors(saved.error));
    if (saved.reason === "unknown_meter") return say(GONE);
    if (saved.reason === "changed_meanwhile") return say(savingSentence(saved.reason));
    const taken = "This key is already in use. Choose another.";
    return say(null, { key: saved.reason === "key_taken" ? taken : "The key cannot be changed." });
  }
  catalogueChanged();
  redirect(`${PAGE}?saved=${encodeURIComponent(parsed.data.name)}` as Route);
}

async function figuresOf({ key, cost, ...input }: MeterInput): Promise<MonthFigures> {
  const { rounding } = input;
  const [credits, perUnits, minimumCredits] = [input.credits, input.perUnits, input.minimumCredits].map(BigInt) as [
    bigint,
    bigint,
    bigint,
  ];
  const wish = { meter: key, rate: { credits, perUnits, rounding, minimumCredits }, timeZone: await viewerTimeZone() };
  const { month, spends, quantity, charged, atRate } = await priceLastMonth(database().sql, wish, await now());
  const micros = cost && Math.round((Number(quantity) / input.perUnits) * cost.micros);
  return {
    month,
    spends,
    quantity,
    charged: Number(charged),
    atRate: Number(atRate),
    cost: micros === null || !cost ? null : formatPreciseMoney(BigInt(micros), cost.currency),
  };
}

/** Archives a meter, or restores it. */
export async function setMeterArchived(
  id: unknown,
  archived: unknown,
  version: unknown,
): Promise<{ ok: boolean; sentence: string }> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, PAGE);
  const archival = z.object({ id: z.uuid(), archived: z.boolean(), version: z.int() });
  const item = archival.safeParse({ id, archived, version });
  if (!item.success) return { ok: false, sentence: GONE };
  const change = item.data.archived ? archiveMeter : restoreMeter;
  const result = await change({ database: database() }, await adminActor(admin), item.data, await now());
  catalogueChanged();
  revalidatePath(PAGE);
  if (!result.ok) return { ok: false, sentence: result.reason === "unknown_meter" ? GONE : CHANGED };
  return {
    ok: true,
    sentence: item.data.archived ? "Spends by it are refused from now on." : "It can be spent by again.",
  };
}
