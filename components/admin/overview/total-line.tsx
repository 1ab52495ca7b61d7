import { credits, moneyList } from "@/components/admin/overview/words";
import type { Total } from "@/lib/analytics/rows/numbers";

/** What the rows add up to, as the overview shows it. */
export function TotalLine({ total }: { total: Total | null }) {
  if (!total) return null;
  const parts = [
    total.money?.length ? moneyList(total.money) : null,
    total.credits === undefined ? null : `${credits(total.credits)} credits`,
    total.count === undefined ? null : `${credits(BigInt(total.count))} rows`,
  ].filter((part) => part !== null);
  return (
    <p className="border-line border-b px-4 py-4 sm:px-5">
      <span className="block text-[13px] text-muted">In all, as of the last rollup</span>
      <span className="font-semibold text-[22px] tracking-[-0.02em]">{parts.join(" · ") || "Nothing"}</span>
    </p>
  );
}
