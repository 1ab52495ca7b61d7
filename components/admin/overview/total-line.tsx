import { credits, moneyList } from "@/components/admin/overview/words";
import { DateTime } from "@/components/ui/date-time";
import { sameTotal, type Total } from "@/lib/analytics/rows/total";

type TotalLineProps = {
  /** The number as the overview shows it, and when the rollup counted it. */
  counted: { total: Total | null; asOf: Date | null };
  /** The number now, when the rows are as they are now. */
  live?: Total | null;
};

/** What the rows add up to. When they are newer than the overview, it says what the overview shows. */
export function TotalLine({ counted: { total, asOf }, live }: TotalLineProps) {
  const shown = live ?? total;
  if (!shown) return null;
  const isNewer = Boolean(live && total && !sameTotal(live, total));
  return (
    <p className="border-line border-b px-4 py-4 sm:px-5">
      <span className="block text-[13px] text-muted">
        {live ? "In all, now" : "In all"}
        {!live && asOf ? (
          <>
            , as of <DateTime at={asOf} />
          </>
        ) : null}
      </span>
      <span className="font-semibold text-[22px] tracking-[-0.02em]">{totalText(shown)}</span>
      {isNewer && total && asOf ? (
        <span className="block text-[13px] text-muted">
          The overview still shows {totalText(total)}, as of <DateTime at={asOf} />.
        </span>
      ) : null}
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
