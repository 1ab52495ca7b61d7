import { cx } from "@/components/ui/cx";
import { numberFormat } from "@/lib/format/formats";

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

/** A change of the balance: +500 in green, −18 in the text color. */
export function SignedCredits({ amount }: { amount: bigint | number }) {
  const gained = amount > 0;
  return <span className={cx("font-medium", gained && "text-accent")}>{signed.format(amount).replace("-", "−")}</span>;
}
