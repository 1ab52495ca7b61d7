import type { Route } from "next";
import Link from "next/link";
import { presets, rangeText } from "@/components/admin/overview/overview-query";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Input } from "@/components/ui/field";
import { LinkPending } from "@/components/ui/link-pending";
import type { Periods } from "@/lib/analytics/metrics/periods";

type RangeBarProps = { periods: Periods; currency: string; currencies: readonly string[]; now: Date };

/** Chooses the range and the currency. Both are in the address. */
export function RangeBar({ periods: { range, before }, currency, currencies, now }: RangeBarProps) {
  const link = (first: string, last: string, of = currency) =>
    `/admin?${new URLSearchParams({ from: first, to: last, currency: of })}` as Route;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <nav aria-label="Ranges" className="flex flex-wrap gap-1">
          {presets(range.timeZone, now).map(({ name, first, last }) => (
            <Choice key={name} href={link(first, last)} chosen={first === range.first && last === range.last}>
              {name}
            </Choice>
          ))}
        </nav>
        <form action="/admin" className="flex flex-wrap items-center gap-2">
          <Input
            type="date"
            name="from"
            aria-label="From day"
            key={range.first}
            defaultValue={range.first}
            required
            className="w-[138px]"
          />
          <span className="text-faint">to</span>
          <Input
            type="date"
            name="to"
            aria-label="To day"
            key={range.last}
            defaultValue={range.last}
            required
            className="w-[138px]"
          />
          <input type="hidden" name="currency" value={currency} />
          <Button type="submit">Show</Button>
        </form>
        {currencies.length > 1 ? (
          <nav aria-label="Currencies" className="flex flex-wrap gap-1">
            {currencies.map((one) => (
              <Choice key={one} href={link(range.first, range.last, one)} chosen={one === currency}>
                {one.toUpperCase()}
              </Choice>
            ))}
          </nav>
        ) : null}
      </div>
      <p className="text-[13px] text-muted">
        {rangeText(range)}, compared with {rangeText(before)}. Days begin in {range.timeZone}.
      </p>
    </div>
  );
}

function Choice({ href, chosen, children }: { href: Route; chosen: boolean; children: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      aria-current={chosen ? "true" : undefined}
      className={cx(
        "focus-ring inline-flex h-9 items-center rounded-control border px-3",
        chosen
          ? "border-line-strong bg-surface font-medium"
          : "border-transparent text-muted hover:bg-sunken hover:text-ink",
      )}
    >
      {children}
      <LinkPending />
    </Link>
  );
}
