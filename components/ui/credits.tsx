import { cx } from "@/components/ui/cx";
import { numberFormat } from "@/lib/format/formats";
import { plural } from "@/lib/format/plural";

const format = numberFormat({});
const signed = numberFormat({ signDisplay: "exceptZero" });

/** 1,284: exact, never abbreviated. */
export function formatCredits(amount: bigint | number): string {
  return format.format(amount);
}

/** 1 credit, 2 credits. */
export function creditsText(amount: bigint | number): string {
  return `${format.format(amount)} ${BigInt(amount) === 1n ? "credit" : "credits"}`;
}

/** 1 credit per 1,000 words: what a meter's units cost. */
export function rateText(rate: { credits: bigint | number; perUnits: bigint | number; unit: string }): string {
  const { credits, perUnits, unit } = rate;
  return `${creditsText(credits)} per ${BigInt(perUnits) === 1n ? unit : `${formatCredits(perUnits)} ${plural(unit)}`}`;
}

/** A change of the balance: +500 in green, −18 in the text color. */
export function SignedCredits({ amount }: { amount: bigint | number }) {
  const gained = amount > 0;
  return <span className={cx("font-medium", gained && "text-accent")}>{signed.format(amount).replace("-", "−")}</span>;
}
