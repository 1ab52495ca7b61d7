import { X } from "lucide-react";
import Link from "next/link";
import { Button, LinkButton } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type KnownMeters, meterName } from "@/components/usage/meter-words";
import { FILTERS, MAX_FILTER_LENGTH, usageHref, withoutField } from "@/components/usage/usage-filter";
import type { UsageRange } from "@/components/usage/usage-range";
import { filterNames, words } from "@/components/usage/words";
import type { Dimension, SpendFilter } from "@/lib/ledger/spent";

type FilterBarProps = {
  filter: SpendFilter;
  range: UsageRange;
  /** What the page is grouped by, if the address says so. */
  by: string | null;
  meters: KnownMeters;
  /** The dimensions that spends name. */
  dimensions: readonly Dimension[];
};

/** The filter of the page: each value with a link that takes it away, and a plain form for more. */
export function FilterBar({ filter, range, by, meters, dimensions }: FilterBarProps) {
  const chosen = FILTERS.flatMap(({ field }) => {
    const value = filter[field];
    return value === undefined ? [] : [{ field, value: field === "meter" ? meterName(meters, value) : value }];
  });
  return (
    <div className="grid gap-2">
      {chosen.length > 0 ? (
        <ul aria-label="Filters" className="flex flex-wrap items-center gap-2">
          {chosen.map(({ field, value }) => (
            <li key={field} className="min-w-0">
              <Link
                href={usageHref(range, withoutField(filter, field), by)}
                scroll={false}
                aria-label={`Remove the filter ${filterNames[field]}: ${value}`}
                className="focus-ring inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-md border border-accent-line bg-accent-soft px-2.5 text-[13px] text-accent-strong dark:text-accent"
              >
                <span className="min-w-0 wrap-anywhere">
                  {filterNames[field]}: {value}
                </span>
                <X aria-hidden className="size-3.5 shrink-0" />
              </Link>
            </li>
          ))}
          {chosen.length > 1 ? (
            <li>
              <LinkButton href={usageHref(range, {}, by)} size="small">
                Remove all
              </LinkButton>
            </li>
          ) : null}
        </ul>
      ) : null}
      <details className="rounded-card border border-line bg-surface">
        <summary className="focus-ring w-fit cursor-pointer rounded-md px-4 py-2.5 text-[13px] text-muted">
          {words.filter}
        </summary>
        <form
          action="/usage"
          className="grid grid-cols-1 items-end gap-3 border-line border-t p-4 min-[480px]:grid-cols-2 lg:grid-cols-4"
        >
          {range.name === "custom" ? (
            <>
              <input type="hidden" name="from" value={range.first} />
              <input type="hidden" name="to" value={range.last} />
            </>
          ) : (
            <input type="hidden" name="range" value={range.name} />
          )}
          {by ? <input type="hidden" name="by" value={by} /> : null}
          <Field name="meter" label={filterNames.meter}>
            {(control) => (
              <Select {...control} choices={meterChoices(meters, filter)} defaultValue={filter.meter ?? ""} />
            )}
          </Field>
          {FILTERS.map(({ name, field }) =>
            field !== "meter" && (dimensions.includes(field) || filter[field] !== undefined) ? (
              <Field key={name} name={name} label={filterNames[field]}>
                {(control) => (
                  <Input
                    {...control}
                    key={filter[field]}
                    defaultValue={filter[field]}
                    maxLength={MAX_FILTER_LENGTH}
                    autoComplete="off"
                  />
                )}
              </Field>
            ) : null,
          )}
          <Button type="submit" className="w-fit">
            Filter
          </Button>
        </form>
      </details>
    </div>
  );
}

function meterChoices(meters: KnownMeters, { meter }: SpendFilter) {
  const keys = [...new Set([...meters.keys(), ...(meter === undefined ? [] : [meter])])];
  return [{ value: "", label: words.anyMeter }, ...keys.map((key) => ({ value: key, label: meterName(meters, key) }))];
}
