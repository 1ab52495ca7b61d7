import { readLimits } from "@/components/admin/catalogue/limit-fields";
import { Notice } from "@/components/ui/notice";
import { limitPromises, repeatedLimits } from "@/lib/catalog/promises";
import type { FeatureView, Limits } from "@/lib/catalog/types";

/** What a plan's form says of its card so far. */
type TypedCard = { limits: Limits; limitsPerUnit: boolean; sentences: string[] };

/** Reads the values of a plan's form as they are typed. What is not a limit yet promises nothing. */
export function typedCard(values: Record<string, unknown>, features: readonly FeatureView[]): TypedCard {
  return {
    limits: readLimits(values, features).limits,
    limitsPerUnit: values.limitsPerUnit === "on",
    sentences: linesOf(String(values.features ?? "")),
  };
}

/** What the card will promise: its limits in words, then its other sentences; and which of those repeat a limit. */
export function CardPromises({ card, features }: { card: TypedCard; features: readonly FeatureView[] }) {
  const promises = [...limitPromises(card, features), ...card.sentences];
  const repeated = repeatedLimits(card.sentences, features);
  return (
    <div className="grid gap-3 sm:col-span-2">
      {promises.length > 0 ? (
        <p className="rounded-card bg-sunken px-4 py-3 text-[13px] text-muted">
          The card says: <span className="text-ink">{promises.join(" · ")}</span>
        </p>
      ) : null}
      {repeated.length > 0 ? (
        <Notice tone="warn" live>
          {repeated.map((one) => `"${one}"`).join(", ")} {repeated.length === 1 ? "names" : "name"} a limit or an
          amount. Remove it: the card says what the limits and credits are, and only those are enforced.
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
