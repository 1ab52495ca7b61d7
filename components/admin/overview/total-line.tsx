import { credits, moneyList } from "@/components/admin/overview/words";
import { DateTime } from "@/components/ui/date-time";
import type { Total } from "@/lib/analytics/rows/numbers";

/** What the rows add up to, as of a moment. */
export function TotalLine({ total, asOf }: { total: Total | null; asOf: Date | null }) {
  if (!total) return null;
  return (
    <p className="border-line border-b px-4 py-4 sm:px-5">
      <span className="block text-[13px] text-muted">
        In all
        {asOf ? (
          <>
            , as of <DateTime at={asOf} />
          </>
        ) : null}
      </span>
      <span className="font-semibold text-[22px] tracking-[-0.02em]">{totalText(total)}</span>
    </p>
  );
}

/** $120, 3 rows. */
export function totalText(total: Total): string {
  const parts = [
    total.money?.length ? moneyList(total.money) : null,
    total.credits === undefined ? null : `${credits(total.credits)} ${total.credits === 1n ? "credit" : "credits"}`,
    total.count === undefined ? null : `${credits(BigInt(total.count))} ${total.count === 1 ? "row" : "rows"}`,
  ];
  return parts.filter((part) => part !== null).join(" · ") || "Nothing";
}
