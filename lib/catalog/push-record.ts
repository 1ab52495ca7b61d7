/** The ids of what a push has changed so far, which is kept when it fails half-way. */
export type PushRecord = {
  productsCreated: string[];
  productsUpdated: string[];
  pricesCreated: string[];
  pricesArchived: string[];
  /** Prices that were stored here and no longer exist in Stripe. */
  pricesForgotten: string[];
};

/** A record of a push that has changed nothing yet. */
export function newPushRecord(): PushRecord {
  return { productsCreated: [], productsUpdated: [], pricesCreated: [], pricesArchived: [], pricesForgotten: [] };
}

/** Notes what became of a product. */
export function noteProduct(record: PushRecord, product: { id: string; change: "created" | "updated" | null }): void {
  if (product.change === "created") record.productsCreated.push(product.id);
  if (product.change === "updated") record.productsUpdated.push(product.id);
}
