/** What a pack brings and costs. Every amount of one calculation is in the same currency. */
export type PackOffer = { /** With its bonus. */ credits: bigint; amountCents: number };

export type PacksToBuy<Pack> = { pack: Pack; count: bigint }[];

/**
 * The cheapest packs that bring at least this many credits, in the order in which they were passed; of those that cost the
 * same, the fewest. Null when there are no packs.
 */
export function cheapestPacks<Pack extends PackOffer>(
  packs: readonly Pack[],
  credits: bigint,
): PacksToBuy<Pack> | null {
  if (credits <= 0n) return [];
  if (packs.length === 0) return null;
  const { sizes, best, step, reach } = inSteps(packs);
  const steps = (credits + step - 1n) / step;
  const inBulk = steps > reach ? (steps - reach + best.size - 1n) / best.size : 0n;
  const counts = new Map(cover(sizes, Number(steps - inBulk * best.size)));
  counts.set(best.pack, (counts.get(best.pack) ?? 0n) + inBulk);
  return packs.flatMap((pack) => {
    const count = counts.get(pack) ?? 0n;
    return count > 0n ? [{ pack, count }] : [];
  });
}

type Size<Pack> = { pack: Pack; size: bigint; cents: bigint };

/** Bounds the table, and so the time of one calculation. */
const MOST_STEPS = 200_000n;

/**
 * The packs measured in the largest step that divides all of them. `reach` is how far one has to look: of more steps than
 * that, the pack with the best price covers what is beyond it. Should sizes have so little in common that the table would
 * be too long, steps are made larger and sizes rounded down: the packs still suffice, but others might be a little cheaper.
 */
function inSteps<Pack extends PackOffer>(packs: readonly Pack[]) {
  for (let step = packs.reduce((all, { credits }) => divisor(all, credits), 0n); ; step *= 2n) {
    const sizes = packs
      .map((pack): Size<Pack> => ({ pack, size: pack.credits / step, cents: BigInt(pack.amountCents) }))
      .filter(({ size }) => size > 0n);
    const best = sizes.reduce((one, other) => (isBetterValue(other, one) ? other : one));
    const reach = sizes.reduce((sum, size) => sum + size.size * mostBeside(best, size), 0n);
    if (reach <= MOST_STEPS) return { sizes, best, step, reach };
  }
}

/** Whether a pack costs less per credit than another; of equals, the larger is better: fewer are needed. */
function isBetterValue<Pack>(one: Size<Pack>, other: Size<Pack>): boolean {
  const difference = one.cents * other.size - other.cents * one.size;
  return difference < 0n || (difference === 0n && one.size > other.size);
}

/**
 * How many of a pack can be worth buying beside the one with the best price. Fewer than have as many credits as a whole
 * number of the best, since the best then cost the same or less. And fewer than exceed the best price by one more of the best.
 */
function mostBeside<Pack>(best: Size<Pack>, { pack, size, cents }: Size<Pack>): bigint {
  if (pack === best.pack) return 0n;
  const untilExact = best.size / divisor(best.size, size) - 1n;
  const dearer = cents * best.size - best.cents * size;
  const untilDearer = dearer > 0n ? (best.cents * best.size) / dearer : untilExact;
  return untilExact < untilDearer ? untilExact : untilDearer;
}

/** The cheapest packs for a number of steps, by a table of all smaller numbers; of those that cost the same, the fewest. */
function cover<Pack>(sizes: readonly Size<Pack>[], steps: number): [Pack, bigint][] {
  const known = sizes.map(({ pack, size, cents }) => ({ pack, size: Number(size), cents: Number(cents) }));
  const table: { cents: number; packs: number; last: (typeof known)[number] | null }[] = [
    { cents: 0, packs: 0, last: null },
  ];
  const before = (step: number, size: number) => table[Math.max(0, step - size)] ?? { cents: 0, packs: 0, last: null };
  for (let step = 1; step <= steps; step++) {
    const ways = known.map((last) => {
      const rest = before(step, last.size);
      return { cents: rest.cents + last.cents, packs: rest.packs + 1, last };
    });
    table.push(ways.reduce((one, way) => ((way.cents - one.cents || way.packs - one.packs) < 0 ? way : one)));
  }
  const counts = new Map<Pack, bigint>();
  for (let step = steps; step > 0; ) {
    const last = table[step]?.last;
    if (!last) break;
    counts.set(last.pack, (counts.get(last.pack) ?? 0n) + 1n);
    step -= last.size;
  }
  return [...counts];
}

function divisor(one: bigint, other: bigint): bigint {
  return other === 0n ? one : divisor(other, one % other);
}
