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
  held?: number;
  expiresAt: string | null;
  frozen: boolean;
};

export type Slice = { name: string; amount: number; colour: string; hatched: boolean; note: SliceNote };

export type SliceNote =
  | { says: "refills"; to: number; at: string }
  | { says: "grows"; by: number; at: string }
  | { says: "ends"; at: string }
  | { says: "stays" }
  | { says: "held" }
  | { says: "frozen" }
  | { says: "owed" };

/** How full the vessel is: available credits as a share of the most that the current lots and the next refill held. */
export function levelShare(snapshot: BalanceSnapshot): number {
  const granted = snapshot.lots.reduce((sum, lot) => sum + lot.amount, 0);
  const planLot = snapshot.lots.some((lot) => lot.kind === "PLAN");
  const whole = granted + (planLot ? 0 : (snapshot.nextRefill?.credits ?? 0));
  return whole > 0 ? snapshot.available / whole : 0;
}

/** The balance by kind of lot in burn order, then what is held or frozen. */
export function slices(snapshot: BalanceSnapshot): Slice[] {
  const free = kinds.flatMap((kind) => sliceOf(snapshot, kind));
  const frozen = snapshot.lots.filter((lot) => lot.frozen).reduce((sum, lot) => sum + lot.remaining, 0);
  const hatched = { colour: "hatch", hatched: true };
  return [
    ...free,
    ...(snapshot.held > 0
      ? [{ name: "Held", amount: snapshot.held, note: { says: "held" } as const, ...hatched }]
      : []),
    ...(frozen > 0 ? [{ name: "Frozen", amount: frozen, note: { says: "frozen" } as const, ...hatched }] : []),
  ];
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
  const amount = lots.reduce((sum, lot) => sum + lot.remaining - (lot.held ?? 0), 0);
  const refill = kind.name === "Plan" ? snapshot.nextRefill : null;
  if (amount <= 0 && !refill) return [];
  return [{ name: kind.name, amount, colour: kind.colour, hatched: false, note: noteOf(lots, refill) }];
}

function noteOf(lots: LotSnapshot[], refill: BalanceSnapshot["nextRefill"]): SliceNote {
  if (refill) {
    // Plan credits that never expire roll over: the refill is added to them.
    const rollsOver = lots.some((lot) => lot.expiresAt === null);
    return rollsOver
      ? { says: "grows", by: refill.credits, at: refill.at }
      : { says: "refills", to: refill.credits, at: refill.at };
  }
  const ends = lots.flatMap((lot) => lot.expiresAt ?? []).sort()[0];
  return ends ? { says: "ends", at: ends } : { says: "stays" };
}
