const ENTRY_ID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})_([1-9][0-9]{0,18})$/;
const MAX_SEQ = 9_223_372_036_854_775_807n;

/** An entry's public id, `<accountId>_<seq>`: its primary key, so it needs no column or index of its own. */
export function formatEntryId(entry: { accountId: string; seq: bigint }): string {
  return `${entry.accountId}_${entry.seq}`;
}

/** Null for anything that `formatEntryId` did not produce. The account may be a former id of it: `currentAccountId`. */
export function parseEntryId(id: string): { accountId: string; seq: bigint } | null {
  const [, accountId, digits] = ENTRY_ID.exec(id) ?? [];
  if (accountId === undefined || digits === undefined) return null;
  const seq = BigInt(digits);
  return seq <= MAX_SEQ ? { accountId, seq } : null;
}
