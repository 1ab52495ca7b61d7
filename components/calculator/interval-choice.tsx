import { INTERVAL_NAMES } from "@/components/pricing/words";
import { cx } from "@/components/ui/cx";
import { segmentedStyle, segmentStyle } from "@/components/ui/segmented-style";
import { BILLING_INTERVALS, type BillingInterval } from "@/lib/catalog/types";

// A choice is marked by its radio button, so that it is also right without JavaScript.
const CHECKED =
  "cursor-pointer has-checked:border-line-strong has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2";

type IntervalChoiceProps = { value: BillingInterval; onChange: (value: BillingInterval) => void };

/** Monthly or yearly billing, as radio buttons that also work in a form without JavaScript. */
export function IntervalChoice({ value, onChange }: IntervalChoiceProps) {
  return (
    <fieldset className={segmentedStyle}>
      <legend className="sr-only">Billing</legend>
      {BILLING_INTERVALS.map((interval) => (
        <label key={interval} className={cx(segmentStyle, CHECKED)}>
          <input
            type="radio"
            name="by"
            value={interval.toLowerCase()}
            checked={value === interval}
            onChange={() => onChange(interval)}
            className="sr-only"
          />
          {INTERVAL_NAMES[interval]}
        </label>
      ))}
    </fieldset>
  );
}
