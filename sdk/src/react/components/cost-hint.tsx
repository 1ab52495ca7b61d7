"use client";

import type { SpendKind } from "../../client/credits.js";
import { formatNumber } from "../format.js";
import { useEstimate } from "../hooks.js";
import { useTexts } from "../provider.js";
import { fill } from "../texts.js";

export type CostHintProps = SpendKind & {
  /** The most that your server holds for this work: shown while there is no history, and never exceeded by what is shown. */
  atMost?: number;
};

/**
 * What the work beside it usually costs: "About 12, at most 20 credits". Nothing while that is not known and there is no
 * `atMost`. Hold that much on your server and stop the work there, so that it stays true.
 */
export function CostHint({ atMost: limit, ...kind }: CostHintProps) {
  const { data, isLoading } = useEstimate(kind);
  const { texts, locale, creditsText } = useTexts();
  const most = limit ?? data?.atMost ?? null;
  if (most === null) return null;
  const typical = data?.typical == null ? null : Math.min(data.typical, most);
  const text = typical === null ? texts.costAtMost : typical === most ? texts.costAbout : texts.costAboutAtMost;
  const values = {
    typical: typical === most ? creditsText(most) : formatNumber(typical ?? 0, locale),
    atMost: creditsText(most),
  };
  return (
    <span className="refill-cost" data-state={data ? "ready" : isLoading ? "loading" : "error"}>
      {fill(text, values)}
    </span>
  );
}
