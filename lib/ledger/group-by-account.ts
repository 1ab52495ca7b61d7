/** One of many requests of the ledger that are done together. */
type Batched = {
  request: { accountId: string; amount?: bigint; idempotencyKey?: string | null };
  now: Date;
};

/** A request with its place in its account's group. */
export type Grouped<One> = {
  spend: One;
  /** Its position in the input. */
  index: number;
  /** Its position among the account's items, from 1. */
  turn: number;
  /** The sum of the amounts up to and including this one; one without an amount counts as 0. */
  run: bigint;
};

export type AccountGroup<One> = {
  accountId: string;
  items: Grouped<One>[];
  total: bigint;
  /** Whether an idempotency key occurs twice. */
  repeatsKey: boolean;
};

/** A batch by account, sorted by id, each account's requests in the given order. */
export function groupByAccount<One extends Batched>(spends: readonly One[]): AccountGroup<One>[] {
  const groups = new Map<string, AccountGroup<One> & { keys: Set<string> }>();
  for (const [index, spend] of spends.entries()) {
    const { accountId, amount = 0n, idempotencyKey: key = null } = spend.request;
    const group = groups.get(accountId) ?? { accountId, items: [], total: 0n, repeatsKey: false, keys: new Set() };
    groups.set(accountId, group);
    if (key !== null) {
      if (group.keys.has(key)) group.repeatsKey = true;
      group.keys.add(key);
    }
    group.total += amount;
    group.items.push({ spend, index, turn: group.items.length + 1, run: group.total });
  }
  return [...groups.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
}

/** One value per item, or null when no item has one: most batches leave most of these out. */
export function sparse<From, Value>(
  from: From[],
  value: (one: From) => Value | null | undefined,
): (Value | null)[] | null {
  const values = from.map((one) => value(one) ?? null);
  return values.some((one) => one !== null) ? values : null;
}

/** The times of the first and of the last of a batch. */
export function timesOf(spends: readonly Batched[]): { earliest: Date; latest: Date } {
  const times = spends.map(({ now }) => now.getTime());
  return { earliest: new Date(Math.min(...times)), latest: new Date(Math.max(...times)) };
}
