/** Random choices that the same seed repeats. */
export type Random = {
  /** True for this share of the calls. */
  chance(share: number): boolean;
  /** At least `low` and less than `high`. */
  between(low: number, high: number): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** Each item as often as its weight says. */
  weighted<Item>(choices: readonly (readonly [Item, number])[]): Item;
};

/** Mulberry32: github.com/cprosche/mulberry32. Good enough to make up people, not for secrets. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const random: Random = {
    chance: (share) => next() < share,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => random.weighted(items.map((item) => [item, 1] as const)),
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of choices) {
        left -= weight;
        if (left < 0) return item;
      }
      const last = choices.at(-1);
      if (!last) throw new Error("There is nothing to choose from.");
      return last[0];
    },
  };
  return random;
}
