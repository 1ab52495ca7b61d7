import { readLimit } from "@/components/admin/read-catalogue-form";
import { Notice } from "@/components/ui/notice";
import { limitPromises, repeatedLimits } from "@/lib/catalog/promises";
import type { FeatureView } from "@/lib/catalog/types";

/** What a plan's form says of its card so far, line by line. */
export type TypedCard = { limits: string; features: string; limitsPerUnit: boolean };

/** Reads the values of a plan's form as they are typed. */
export function typedCard(values: Record<string, unknown>): TypedCard {
  const { limits, features, limitsPerUnit } = values;
  return { limits: String(limits ?? ""), features: String(features ?? ""), limitsPerUnit: limitsPerUnit === "on" };
}

/** What the card will promise: its limits in words, then its other sentences; and which of those repeat a limit. */
export function CardPromises({ card, features }: { card: TypedCard; features: readonly FeatureView[] }) {
  const limits = linesOf(card.limits).flatMap((line) => readLimit(line) ?? []);
  const own = linesOf(card.features);
  const offer = {
    limits: Object.fromEntries(limits.map(({ key, limit }) => [key, limit])),
    limitsPerUnit: card.limitsPerUnit,
  };
  const promises = [...limitPromises(offer, features), ...own];
  const repeated = repeatedLimits(own, features);
  return (
    <div className="grid gap-3 sm:col-span-2">
      {promises.length > 0 ? (
        <p className="rounded-card bg-sunken px-4 py-3 text-[13px] text-muted">
          The card says: <span className="text-ink">{promises.join(" · ")}</span>
        </p>
      ) : null}
      {repeated.length > 0 ? (
        <Notice tone="warn" live>
          {repeated.map((one) => `"${one}"`).join(", ")} {repeated.length === 1 ? "names" : "name"} a limit. Remove it:
          the card says what the limits are, and only limits are enforced.
        </Notice>
      ) : null}
    </div>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
