import type { PushChange, PushScope } from "@/lib/catalog/preview-push";

/** What a push would change in Stripe, or why that is not known. */
export type PushPreview = { ok: true; changes: PushChange[] } | { ok: false; sentence: string };
export type PreviewPush = (scope: PushScope) => Promise<PushPreview>;

/** How many products and prices a push changes in Stripe. */
export function pushFigures(changes: readonly PushChange[]): string {
  const figures = (["product", "price"] as const).flatMap((object) => {
    const count = changes.filter((change) => change.object === object).length;
    return count > 0 ? [`${count} ${count === 1 ? object : `${object}s`}`] : [];
  });
  if (figures.length === 0) return "Stripe has all of it. There is nothing to push.";
  return `${figures.join(" and ")} will be changed in Stripe:`;
}
