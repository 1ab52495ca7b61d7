import type { Entry } from "@/lib/ledger/types";

/** How many credits of a spend were owed when it was made, because running work went over what was left; 0 for other entries. */
export function overdraftOf({ type, allocations }: Pick<Entry, "type" | "allocations">): bigint {
  if (type !== "USAGE") return 0n;
  return allocations.reduce((owed, part) => ("debt" in part ? owed - part.debt : owed), 0n);
}
