import type { Route } from "next";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { FILTERS, usageQuery } from "@/components/usage/usage-filter";
import { RANGES, type UsageRange } from "@/components/usage/usage-range";
import { rangeNames } from "@/components/usage/words";
import type { SpendFilter } from "@/lib/ledger/spent";

/** The days to show: by name, or any. Links and a plain form, so that every choice has an address. */
export function UsageFilters({ range, today, filter }: { range: UsageRange; today: string; filter: SpendFilter }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <SegmentedLinks
        label="Days"
        choices={RANGES.map((name) => ({
          href: `/usage?${usageQuery({ ...range, name }, filter)}` as Route,
          label: rangeNames[name],
          isChosen: range.name === name,
        }))}
      />
      <form action="/usage" className="flex w-full flex-wrap items-center gap-2 sm:w-auto">
        {FILTERS.map(({ name, field }) =>
          filter[field] === undefined ? null : <input key={name} type="hidden" name={name} value={filter[field]} />,
        )}
        <Input
          key={`from ${range.first}`}
          type="date"
          name="from"
          aria-label="From day"
          className="w-auto min-w-[126px] flex-1 sm:w-[138px] sm:flex-none"
          defaultValue={range.first}
          max={today}
          required
        />
        <span className="text-faint">to</span>
        <Input
          key={`to ${range.last}`}
          type="date"
          name="to"
          aria-label="To day"
          className="w-auto min-w-[126px] flex-1 sm:w-[138px] sm:flex-none"
          defaultValue={range.last}
          max={today}
          required
        />
        <Button type="submit">Show</Button>
      </form>
    </div>
  );
}
