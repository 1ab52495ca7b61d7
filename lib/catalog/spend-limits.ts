import type { SpendLimit } from "@/lib/catalog/types";
import { numberFormat } from "@/lib/format/formats";
import { windowLength } from "@/lib/format/window-length";

/** A limit in words: "200 credits in any 5 hours". */
export function spendLimitText({ hours, credits }: SpendLimit): string {
  const amount = `${numberFormat({}).format(credits)} ${credits === 1 ? "credit" : "credits"}`;
  return `${amount} in any ${windowLength(hours * 3600)}`;
}

/** What a plan's card says of them: "At most 200 credits in any 5 hours". */
export function spendPromises(limits: readonly SpendLimit[]): string[] {
  return limits.map((limit) => `At most ${spendLimitText(limit)}`);
}
