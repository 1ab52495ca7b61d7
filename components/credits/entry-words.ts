import { lotName } from "@/components/credits/balance-snapshot";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { type KnownMeters, meterName, quantityText } from "@/components/usage/meter-words";
import { overdraftOf } from "@/lib/ledger/entry-overdraft";
import type { EntrySource } from "@/lib/ledger/entry-sources";
import { type SpendItem, splitMetadata } from "@/lib/ledger/spend-details";
import type { Entry, EntryType } from "@/lib/ledger/types";

/** The name of each type of entry. */
export const entryTypeNames: Record<EntryType, string> = {
  GRANT: "Credits added",
  USAGE: "Spent",
  EXPIRY: "Expired",
  RESET: "Plan credits expired",
  CLAWBACK: "Taken back",
  REINSTATEMENT: "Restored",
  REVERSAL: "Returned",
  ADJUSTMENT: "Adjusted",
};

type Titled = Pick<Entry, "type" | "description" | "meter" | "metadata">;

/** What an entry was for. A spend without a description is called after its meter, its feature or its model. */
export function entryTitle(entry: Titled, meters: KnownMeters): string {
  if (entry.description) return entry.description;
  const what = entry.meter
    ? meterName(meters, entry.meter)
    : (featureOf(entry) ?? splitMetadata(entry.metadata).details.model);
  return (entry.type === "USAGE" && what) || entryTypeNames[entry.type];
}

/** The feature that a caller named in the metadata of a spend. */
export function featureOf({ metadata }: Pick<Entry, "metadata">): string | null {
  const feature = metadata?.feature;
  return typeof feature === "string" && feature.trim() !== "" ? feature.trim() : null;
}

/** What the entries of one purchase are for: the pack, whose bonus comes after it. */
export function purchaseTitle(entries: readonly [Entry, ...Entry[]], meters: KnownMeters): string {
  return entryTitle(entries.at(-1) ?? entries[0], meters);
}

/** The detail of an entry: what was metered, and which credits it took or returned. */
export function entryWhy(entry: Entry, sources: Map<string, EntrySource>, meters: KnownMeters): string {
  const parts = [
    entryTitle(entry, meters) === entryTypeNames[entry.type] ? "" : entryTypeNames[entry.type],
    entry.meter && entry.quantity ? quantityText(meters, entry.meter, entry.quantity) : "",
    itemsOf(entry)
      .map(({ meter, quantity }) => quantityText(meters, meter, quantity))
      .join(", "),
    splitMetadata(entry.metadata).details.estimated ? "estimated" : "",
    // Only plan credits are reset, as its name says.
    entry.type === "RESET" ? "" : lotsText(entry, sources),
    debtText(entry),
  ];
  return parts.filter(Boolean).join(" · ");
}

/** The parts of a spend over several meters. */
export function itemsOf({ metadata }: Pick<Entry, "metadata">): SpendItem[] {
  return splitMetadata(metadata).details.items ?? [];
}

/** "plan credits", or "12 plan and 6 pack credits" when an entry took from both. */
function lotsText(entry: Entry, sources: Map<string, EntrySource>): string {
  const byKind = new Map<string, bigint>();
  for (const allocation of entry.allocations) {
    if (!("lot" in allocation)) continue;
    const source = sources.get(allocation.lot);
    const kind = source ? lotName(source.kind).toLowerCase() : "earlier";
    byKind.set(kind, (byKind.get(kind) ?? 0n) + magnitude(allocation.amount));
  }
  const kinds = [...byKind];
  const [only] = kinds;
  if (!only) return "";
  if (kinds.length === 1) return `${only[0]} credits`;
  return `${kinds.map(([kind, amount]) => `${formatCredits(amount)} ${kind}`).join(" and ")} credits`;
}

function debtText(entry: Entry): string {
  const debt = entry.allocations.reduce((sum, each) => ("debt" in each ? sum + each.debt : sum), 0n);
  if (debt === 0n) return "";
  const over = overdraftOf(entry);
  if (over > 0n) return overdraftText(over);
  return entry.amount > 0n
    ? `${creditsText(magnitude(debt))} paid what was owed`
    : `${creditsText(magnitude(debt))} owed`;
}

/** Of a spend that went over what was left: how far, and what pays it. */
export function overdraftText(over: bigint): string {
  return `This run went ${creditsText(over)} over; your next credits pay ${over === 1n ? "it" : "them"}.`;
}

const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount);

/** Who decided on a movement, for the owner of the account. */
export function actorText(actor: string): string {
  const [kind] = actor.split(":");
  switch (kind) {
    case "user":
      return "You";
    case "key":
      return "An API key";
    case "admin":
      return "Support";
    default:
      return "Refill";
  }
}
