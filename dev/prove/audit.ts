import type { Acknowledged } from "./load";

export type Entry = {
  account: string;
  id: string;
  seq: number;
  type: string;
  key: string | null;
  amount: number;
  before: number;
  after: number;
};

export type Audit = {
  acknowledged: number;
  /** Acknowledged, but the history does not have them. */
  lost: string[];
  /** Keys with more than one entry, and keys that were answered with different entries. */
  doubled: string[];
  /** Entries under keys of this run that no caller has sent. */
  unasked: string[];
};

/** Compares what callers were told with what the histories have. */
export function audit(
  acknowledged: readonly Acknowledged[],
  sent: ReadonlySet<string>,
  spent: readonly Pick<Entry, "id" | "key">[],
): Audit {
  const entries = new Map<string, Set<string>>();
  for (const { key, id } of spent) if (key !== null) add(entries, key, id);
  const answered = new Map<string, Set<string>>();
  for (const { key, entry } of acknowledged) add(answered, key, entry);
  const doubled = new Set<string>();
  for (const found of [entries, answered]) {
    for (const [key, ids] of found) if (ids.size > 1) doubled.add(key);
  }
  return {
    acknowledged: answered.size,
    lost: [...answered].filter(([key, ids]) => ![...ids].every((id) => entries.get(key)?.has(id))).map(([key]) => key),
    doubled: [...doubled],
    unasked: [...entries.keys()].filter((key) => !sent.has(key)),
  };
}

/** What does not follow from the entry before it in an account's entries, newest first, or from its balance. */
export function brokenChain(entries: readonly Entry[], account: string, balance: number): string[] {
  const wrong: string[] = [];
  const newest = entries[0]?.after ?? balance;
  if (newest !== balance) wrong.push(`The balance of ${account} is ${balance}, and its last entry leaves ${newest}.`);
  for (const [nth, { id, seq, amount, before, after }] of entries.entries()) {
    if (before + amount !== after) wrong.push(`${id} changes ${before} by ${amount} and leaves ${after}.`);
    const earlier = entries[nth + 1];
    if (earlier && (earlier.seq !== seq - 1 || earlier.after !== before)) {
      wrong.push(`${id} does not go on from ${earlier.id}.`);
    }
  }
  return wrong;
}

/** The entries of an account's history since that time, newest first. */
export async function readEntries({ url, key }: Api, account: string, since: Date): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = new URLSearchParams({ account, limit: "100", from: since.toISOString() });
    if (cursor) query.set("cursor", cursor);
    const response = await fetch(`${url}/api/v1/credits/history?${query}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    if (!response.ok) throw new Error(`The history of ${account} cannot be read: ${response.status}.`);
    const page = (await response.json()) as History;
    for (const { id, seq, type, amount, idempotencyKey, balanceBefore, balanceAfter } of page.data) {
      entries.push({
        ...{ account, id, seq, type, amount },
        key: idempotencyKey,
        before: balanceBefore,
        after: balanceAfter,
      });
    }
    cursor = page.nextCursor;
  }
  return entries;
}

/** The account's balance now. */
export async function readBalance({ url, key }: Api, account: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/credits?account=${encodeURIComponent(account)}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  if (!response.ok) throw new Error(`The balance of ${account} cannot be read: ${response.status}.`);
  return ((await response.json()) as { balance: number }).balance;
}

type Api = { url: string; key: string };

type History = {
  data: {
    id: string;
    seq: number;
    type: string;
    amount: number;
    idempotencyKey: string | null;
    balanceBefore: number;
    balanceAfter: number;
  }[];
  nextCursor: string | null;
};

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}
