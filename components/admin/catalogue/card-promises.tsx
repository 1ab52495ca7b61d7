import { readLimits } from "@/components/admin/catalogue/limit-fields";
import { Notice } from "@/components/ui/notice";
import { contradictions, contradictionText } from "@/lib/catalog/contradictions";
import { limitPromises, repeatedLimits } from "@/lib/catalog/promises";
import type { FeatureView, Limits } from "@/lib/catalog/types";
import { wholeNumber } from "@/lib/format/whole-number";

/** What a plan's form says of its card so far. */
type TypedCard = { limits: Limits; limitsPerUnit: boolean; creditsPerMonth: number; sentences: string[] };

/** Reads the values of a plan's form as they are typed. What is not a limit yet promises nothing. */
export function typedCard(values: Record<string, unknown>, features: readonly FeatureView[]): TypedCard {
  return {
    limits: readLimits(values, features).limits,
    limitsPerUnit: values.limitsPerUnit === "on",
    creditsPerMonth: Number(wholeNumber(String(values.creditsPerMonth ?? "")) ?? 0),
    sentences: linesOf(String(values.features ?? "")),
  };
}

/** What the card will promise: its limits in words, then its other sentences; and which of those contradict or repeat a limit. */
export function CardPromises({ card, features }: { card: TypedCard; features: readonly FeatureView[] }) {
  const promises = [...limitPromises(card, features), ...card.sentences];
  const wrong = contradictions(card, features);
  const refused = new Set(wrong.map(({ sentence }) => sentence));
  const repeated = repeatedLimits(card.sentences, features).filter((sentence) => !refused.has(sentence));
  return (
    <div className="grid gap-3 sm:col-span-2">
      {promises.length > 0 ? (
        <p className="rounded-card bg-sunken px-4 py-3 text-[13px] text-muted">
          The card says: <span className="text-ink">{promises.join(" · ")}</span>
        </p>
      ) : null}
      {wrong.length > 0 ? (
        <Notice tone="bad" live>
          {wrong.map(contradictionText).join(" ")} The plan cannot be saved like this: remove{" "}
          {wrong.length === 1 ? "the line" : "these lines"}.
        </Notice>
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
