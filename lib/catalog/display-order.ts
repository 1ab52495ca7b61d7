type Placed = { key: string; sortOrder: number };

/**
 * The order that plans and packs are shown in. Those with a position keep it; the others, at position 0, stand by price
 * among them, so that one added later does not come before the cheaper ones. `priceOf` must be comparable.
 */
export function inDisplayOrder<Item extends Placed>(items: readonly Item[], priceOf: (item: Item) => number): Item[] {
  const byPrice = (a: Item, b: Item) => priceOf(a) - priceOf(b) || a.key.localeCompare(b.key);
  const shown = items
    .filter(({ sortOrder }) => sortOrder !== 0)
    .sort((a, b) => a.sortOrder - b.sortOrder || byPrice(a, b));
  for (const item of items.filter(({ sortOrder }) => sortOrder === 0).sort(byPrice)) {
    const next = shown.findIndex((other) => byPrice(item, other) < 0);
    shown.splice(next === -1 ? shown.length : next, 0, item);
  }
  return shown;
}
