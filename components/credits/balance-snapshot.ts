import type { LotKind } from "@/lib/ledger/types";

/** A balance as GET /api/v1/credits returns it and the server passes it to the page. */
export type BalanceSnapshot = {
  balance: number;
  held: number;
  available: number;
  debt: number;
  lots: LotSnapshot[];
  nextRefill: { at: string; credits: number } | null;
  asOf: string;
};

export type LotSnapshot = {
  id: string;
  kind: LotKind;
  amount: number;
  remaining: number;
  /** The part of what remains that open holds reserve. */
  held: number;
  expiresAt: string | null;
  frozen: boolean;
};

export type Slice = { name: string; amount: number; colour: string; hatched: boolean; note: SliceNote };

export type SliceNote =
  /** `at` is null while the refill waits for its renewal's payment. `owed`: the part of it that pays debt first. */
  | { says: "refills"; to: number; owed: number; at: string | null }
  | { says: "grows"; by: number; owed: number; at: string | null }
  | { says: "ends"; at: string }
  | { says: "stays" }
  | { says: "held" }
  | { says: "frozen" }
  | { says: "owed" };

/**
 * What a full bar or vessel stands for: everything that the current lots and, when the plan's is empty, the next refill
 * grant. Never less than the balance.
 */
export function capacity({ lots, nextRefill }: BalanceSnapshot): number {
  const granted = lots.reduce((sum, { amount }) => sum + amount, 0);
  const remaining = lots.reduce((sum, lot) => sum + lot.remaining, 0);
  const hasPlanLot = lots.some(({ kind }) => kind === "PLAN");
  return Math.max(granted + (hasPlanLot ? 0 : (nextRefill?.credits ?? 0)), remaining);
}

/**
 * What a page shows of a balance, to compare: a refill may leave every number unchanged and still replace the lot, and
 * freezing moves no credits either.
 */
export function markOf({ balance, held, debt, nextRefill, lots }: BalanceSnapshot): string {
  const parts = lots.map((lot) => (lot.frozen ? `${lot.id} frozen` : lot.id));
  return `${balance}/${held}/${debt}/${nextRefill?.at}/${parts.join()}`;
}

/** Available credits as a share of the capacity, 0 to 1. */
export function levelShare(snapshot: BalanceSnapshot): number {
  const whole = capacity(snapshot);
  return whole > 0 ? snapshot.available / whole : 0;
}

/**
 * The balance in parts that add up to it, debt aside: what is available by kind of lot in burn order, then what is held or
 * frozen. Held credits of a frozen lot count as frozen.
 */
export function slices(snapshot: BalanceSnapshot): Slice[] {
  const free = kinds.flatMap((kind) => sliceOf(snapshot, kind));
  const hatched = { colour: "hatch", hatched: true };
  const held = heldCredits(snapshot);
  const frozen = frozenCredits(snapshot);
  return [
    ...free,
    ...(held > 0 ? [{ name: "Held", amount: held, note: { says: "held" } as const, ...hatched }] : []),
    ...(frozen > 0 ? [{ name: "Frozen", amount: frozen, note: { says: "frozen" } as const, ...hatched }] : []),
  ];
}

/** The credits of disputed payments. */
export function frozenCredits({ lots }: Pick<BalanceSnapshot, "lots">): number {
  return lots.filter((lot) => lot.frozen).reduce((sum, lot) => sum + lot.remaining, 0);
}

/** The credits that holds reserve, without those that are frozen as well. */
export function heldCredits({ lots }: Pick<BalanceSnapshot, "lots">): number {
  return lots.filter((lot) => !lot.frozen).reduce((sum, lot) => sum + lot.held, 0);
}

type Kind = { name: string; colour: string; of: readonly LotKind[] };

const kinds: Kind[] = [
  { name: "Plan", colour: "bg-plan", of: ["PLAN"] },
  { name: "Promo", colour: "bg-promo", of: ["PROMO"] },
  { name: "Referral", colour: "bg-referral", of: ["REFERRAL"] },
  { name: "Pack", colour: "bg-pack", of: ["PACK"] },
  { name: "Other", colour: "bg-other", of: ["ADJUSTMENT", "RETURN"] },
];

/** The color of a kind of lot, the same everywhere. */
export function lotColour(kind: LotKind): string {
  return kinds.find((each) => each.of.includes(kind))?.colour ?? "bg-other";
}

/** The name of a kind of lot. */
export function lotName(kind: LotKind): string {
  if (kind === "ADJUSTMENT") return "Adjustment";
  if (kind === "RETURN") return "Returned";
  return kinds.find((each) => each.of.includes(kind))?.name ?? kind;
}

function sliceOf(snapshot: BalanceSnapshot, kind: Kind): Slice[] {
  const lots = snapshot.lots.filter((lot) => kind.of.includes(lot.kind) && !lot.frozen);
  const amount = lots.reduce((sum, lot) => sum + lot.remaining - lot.held, 0);
  const refill = kind.name === "Plan" ? snapshot.nextRefill : null;
  if (amount <= 0 && !refill) return [];
  return [{ name: kind.name, amount, colour: kind.colour, hatched: false, note: noteOf(lots, refill, snapshot) }];
}

function noteOf(
  lots: LotSnapshot[],
  refill: BalanceSnapshot["nextRefill"],
  { asOf, debt }: Pick<BalanceSnapshot, "asOf" | "debt">,
): SliceNote {
  if (refill) {
    const at = refill.at <= asOf ? null : refill.at;
    const owed = Math.min(debt, refill.credits);
    const added = refill.credits - owed;
    // Plan credits that never expire roll over: the refill is added to them.
    const rollsOver = lots.some((lot) => lot.expiresAt === null);
    return rollsOver ? { says: "grows", by: added, owed, at } : { says: "refills", to: added, owed, at };
  }
  const ends = lots.flatMap((lot) => lot.expiresAt ?? []).sort()[0];
  return ends ? { says: "ends", at: ends } : { says: "stays" };
}
