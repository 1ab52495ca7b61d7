import { createHash } from "node:crypto";
import type { Actor } from "@/lib/audit";
import { linkPack } from "@/lib/catalog/adoption/link-pack";
import { type Linked, linkPlan } from "@/lib/catalog/adoption/link-plan";
import { LinkRefusedError, readLinks } from "@/lib/catalog/adoption/read-links";
import { applyFeatures } from "@/lib/catalog/apply-features";
import { insertMeter } from "@/lib/catalog/create-meter";
import { insertPack } from "@/lib/catalog/create-pack";
import { insertPlan } from "@/lib/catalog/create-plan";
import { updateMeter } from "@/lib/catalog/edit-meter";
import { updatePack } from "@/lib/catalog/edit-pack";
import { updatePlan } from "@/lib/catalog/edit-plan";
import { pushPack } from "@/lib/catalog/push-pack";
import { pushPlan } from "@/lib/catalog/push-plan";
import { type Catalogue, catalogueInput, type MeterInput, type PackInput, type PlanInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";
import type { Services } from "@/lib/services";

export type Applied = {
  created: string[];
  changed: string[];
  /** The plans and packs whose Stripe objects were linked now. */
  linked: string[];
  pricesCreated: number;
  pricesRetired: number;
};

const SEED: Actor = { userId: null };

/**
 * Applies the catalogue file to the database and Stripe. A second run changes nothing: a plan, pack or meter is applied
 * when its definition in the file is new, so admins' edits stay until the file changes. Anything the file does not name is
 * left alone, as admins may have created it. Stripe objects that the file names by id, or by the setting in `stripeIds`
 * that has it, are linked instead of created. Throws when the file is invalid or Stripe cannot be reached, and
 * LinkRefusedError, with nothing changed, when such an object does not fit its plan or pack.
 */
export async function applyCatalogue(
  { database, stripe }: Services,
  catalogue: Catalogue,
  now: Date,
  stripeIds: Readonly<Record<string, string>> = {},
): Promise<Applied> {
  const { plans, packs, meters, features } = catalogueInput.parse(catalogue);
  const links = await readLinks({ stripe, ids: stripeIds }, { plans, packs });
  const applied: Applied = { created: [], changed: [], linked: [], pricesCreated: 0, pricesRetired: 0 };
  const noteLinked = (key: string, result: Linked) => {
    if (!result.ok) throw new LinkRefusedError([result.sentence]);
    if (result.changed) applied.linked.push(key);
  };
  const note = ({ created, changed, key }: { created: boolean; changed: boolean; key: string }) => {
    if (created) applied.created.push(key);
    else if (changed) applied.changed.push(key);
  };
  const ids = await database.transaction(async (db) => {
    const planIds: string[] = [];
    const packIds: string[] = [];
    // First, because a plan can only limit features that exist.
    for (const feature of await applyFeatures(db, SEED, features, now)) note(feature);
    for (const { stripe: _named, ...plan } of plans) {
      const result = await applyPlan(db, plan, now);
      planIds.push(result.id);
      note({ ...result, key: plan.key });
      const named = links.get(`plan:${plan.key}`);
      if (named) noteLinked(plan.key, await linkPlan(db, SEED, { planId: result.id, links: named }, now));
    }
    for (const { stripe: _named, ...pack } of packs) {
      const result = await applyPack(db, pack, now);
      packIds.push(result.id);
      note({ ...result, key: pack.key });
      const named = links.get(`pack:${pack.key}`);
      if (named) noteLinked(pack.key, await linkPack(db, SEED, { packId: result.id, links: named }, now));
    }
    for (const meter of meters) note({ ...(await applyMeter(db, meter, now)), key: meter.key });
    return { planIds, packIds };
  });
  const pushes = [
    ...ids.planIds.map((id) => () => pushPlan(database.prisma, stripe, id, now)),
    ...ids.packIds.map((id) => () => pushPack(database.prisma, stripe, id)),
  ];
  for (const push of pushes) {
    const { pricesCreated, pricesRetired } = await push();
    applied.pricesCreated += pricesCreated;
    applied.pricesRetired += pricesRetired;
  }
  return applied;
}

async function applyPlan(db: Db, input: PlanInput, now: Date) {
  const existing = await db.plan.findUnique({ where: { key: input.key } });
  const catalogueHash = hashOf(statedIn(input));
  if (existing?.catalogueHash === catalogueHash) return { id: existing.id, created: false, changed: false };
  const result = existing
    ? await updatePlan(db, SEED, { planId: existing.id, input }, now)
    : await insertPlan(db, SEED, input, now);
  if (!result.ok) throw new Error(`The plan ${input.key} cannot be applied: ${whyRefused(result)}`);
  await db.plan.update({ where: { id: result.planId }, data: { catalogueHash } });
  return { id: result.planId, created: !existing, changed: "changed" in result && result.changed };
}

function whyRefused(
  refusal: Extract<Awaited<ReturnType<typeof insertPlan | typeof updatePlan>>, { ok: false }>,
): string {
  if (refusal.reason !== "invalid") return `${refusal.reason}.`;
  return refusal.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join(" ");
}

async function applyPack(db: Db, input: PackInput, now: Date) {
  const existing = await db.creditPack.findUnique({ where: { key: input.key } });
  const { volume, ...rest } = input;
  // As for plans: a file without it is not seen as changed.
  const catalogueHash = hashOf(volume ? input : rest);
  if (existing?.catalogueHash === catalogueHash) return { id: existing.id, created: false, changed: false };
  const result = existing
    ? await updatePack(db, SEED, { packId: existing.id, input }, now)
    : await insertPack(db, SEED, input, now);
  if (!result.ok) throw new Error(`The pack ${input.key} cannot be applied: ${result.reason}.`);
  await db.creditPack.update({ where: { id: result.packId }, data: { catalogueHash } });
  return { id: result.packId, created: !existing, changed: "changed" in result && result.changed };
}

async function applyMeter(db: Db, input: MeterInput, now: Date) {
  const existing = await db.meter.findUnique({ where: { key: input.key } });
  const catalogueHash = hashOf(input);
  if (existing?.catalogueHash === catalogueHash) return { created: false, changed: false };
  const result = existing
    ? await updateMeter(db, SEED, { meterId: existing.id, input }, now)
    : await insertMeter(db, SEED, input, now);
  if (!result.ok) throw new Error(`The meter ${input.key} cannot be applied: ${result.reason}.`);
  await db.meter.update({ where: { id: result.meterId }, data: { catalogueHash } });
  return { created: !existing, changed: "changed" in result && result.changed };
}

/** Fields added since the first catalogue files only count when they are set, so that an old file is not seen as changed. */
function statedIn({ quantity, limitsPerUnit, spendLimits, ...input }: PlanInput) {
  return {
    ...input,
    ...(quantity !== "ANY" && { quantity }),
    ...(limitsPerUnit && { limitsPerUnit }),
    ...(spendLimits.length > 0 && { spendLimits }),
  };
}

function hashOf(input: ReturnType<typeof statedIn> | Omit<PackInput, "volume"> | MeterInput): string {
  return createHash("sha256").update(JSON.stringify(input)).digest("hex");
}
