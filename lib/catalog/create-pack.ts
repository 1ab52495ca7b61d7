import type { z } from "zod";
import { type Actor, audit } from "@/lib/audit";
import { pushOrDefer } from "@/lib/catalog/push-or-defer";
import { pushPack } from "@/lib/catalog/push-pack";
import { type PackInput, packInput } from "@/lib/catalog/schemas";
import type { PackView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import type { Services } from "@/lib/services";

export type SavedPack =
  | { ok: true; packId: string; version: number; pushed: boolean }
  | { ok: false; reason: "invalid"; error: z.ZodError }
  | { ok: false; reason: "key_taken" | "unknown_pack" | "key_is_fixed" | "changed_meanwhile" };

/** Creates a credit pack and pushes it to Stripe. */
export async function createPack(
  { database, stripe }: Services,
  actor: Actor,
  input: unknown,
  now: Date,
): Promise<SavedPack> {
  const parsed = packInput.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const inserted = await database.transaction((db) => insertPack(db, actor, parsed.data, now));
  if (!inserted.ok) return inserted;
  const { pushed } = await pushOrDefer(() => pushPack(database.prisma, stripe, inserted.packId));
  return { ...inserted, pushed };
}

/** Inserts the pack, without pushing it to Stripe. */
export async function insertPack(
  db: Db,
  actor: Actor,
  input: PackInput,
  now: Date,
): Promise<{ ok: true; packId: string; version: 1 } | { ok: false; reason: "key_taken" }> {
  const { count } = await db.creditPack.createMany({
    data: [{ ...packData(input), key: input.key, lookupKey: `refill_pack_${input.key}` }],
    skipDuplicates: true,
  });
  if (count === 0) return { ok: false, reason: "key_taken" };
  const pack = await db.creditPack.findUniqueOrThrow({ where: { key: input.key } });
  await audit(db, actor, { action: "pack.created", targetType: "pack", targetId: pack.id, after: input }, now);
  return { ok: true, packId: pack.id, version: 1 };
}

/** The columns of a pack, from its input. */
export function packData(input: PackInput) {
  const { key: _, credits, bonusCredits, volume, ...rest } = input;
  return {
    ...rest,
    credits: BigInt(credits),
    bonusCredits: BigInt(bonusCredits),
    volume: volume ?? Prisma.DbNull,
  };
}

type Money = Pick<PackInput, "amountCents" | "currency">;

/** Whether a price in Stripe for the one also sells the other. */
export function isSameMoney(one: Money, other: Money): boolean {
  return one.amountCents === other.amountCents && one.currency === other.currency;
}

/** A pack's current values in the form of a catalogue file: the starting point of an edit. */
export function packInputOf(pack: PackView): PackInput {
  const { key, name, description, amountCents, currency, volume, sortOrder } = pack;
  const [credits, bonusCredits] = [Number(pack.credits), Number(pack.bonusCredits)];
  return { key, name, description, credits, bonusCredits, amountCents, currency, volume, sortOrder };
}
