/** What a number comes to: money, credits, or how many rows there are. */
export type Total = { money?: readonly { cents: bigint; currency: string }[]; credits?: bigint; count?: number };

/** A number in one currency, with money and rows added. */
export function addTo(total: Total | null, added: { cents: bigint; count?: number }): Total | null {
  if (!total) return null;
  const { money, count } = total;
  return {
    ...total,
    ...(money && { money: money.map((one) => ({ ...one, cents: one.cents + added.cents })) }),
    ...(count !== undefined && { count: count + (added.count ?? 0) }),
  };
}

export function sameTotal(one: Total | null, other: Total | null): boolean {
  return textOf(one) === textOf(other);
}

const textOf = (total: Total | null): string =>
  JSON.stringify(total, (_key, value) => (typeof value === "bigint" ? String(value) : value));
