import {
  type CalculatorMeter,
  dependsOnRequests,
  type Entered,
  grouped,
  type PricedMeter,
  requestsName,
  ungrouped,
} from "@/components/calculator/calculator-state";
import { sliderStops, stopOf } from "@/components/calculator/slider-scale";
import { problems, words } from "@/components/calculator/words";
import { creditsText, rateText } from "@/components/ui/credits";
import { Input } from "@/components/ui/field";
import { Slider } from "@/components/ui/slider";
import { plural } from "@/lib/format/plural";

type MeterRowProps = {
  meter: CalculatorMeter;
  entered: Entered;
  priced: PricedMeter;
  onChange: (change: Partial<Entered>) => void;
};

/** One meter: a slider, the exact quantity, and the credits it takes. */
export function MeterRow({ meter, entered, priced, onChange }: MeterRowProps) {
  const { key, name, unit } = meter;
  const stops = sliderStops(meter);
  const units = plural(unit);
  const errorOf = (field: keyof Entered) =>
    !priced.ok && priced.field === field ? problems[priced.reason] : undefined;
  const error = errorOf("quantity") ?? errorOf("requests");
  const about = `${key}-about`;
  return (
    <fieldset
      aria-label={name}
      data-meter={key}
      className="grid min-w-0 gap-2.5 border-line border-t px-4 py-4 first:border-t-0 sm:px-5"
    >
      <div className="flex items-baseline justify-between gap-x-4">
        <p>
          <span className="font-medium">{name}</span>{" "}
          <span className="text-[13px] text-faint max-sm:block">{rateText(meter)}</span>
        </p>
        <p className="shrink-0 text-muted">{priced.ok ? creditsText(priced.credits) : "–"}</p>
      </div>
      <div className="grid items-center gap-x-5 gap-y-2.5 sm:grid-cols-[1fr_auto]">
        <Slider
          className="no-script-hidden"
          label={`${name}, slider`}
          value={stopOf(stops, ungrouped(entered.quantity))}
          max={stops.length - 1}
          valueText={`${entered.quantity || "0"} ${units}`}
          onChange={(stop) => onChange({ quantity: grouped(stops[stop] ?? "0") })}
        />
        <div className="flex flex-wrap items-center gap-2 text-[13px] text-muted">
          <Input
            id={key}
            name={key}
            aria-label={`${name}, ${units} a month`}
            aria-invalid={errorOf("quantity") ? true : undefined}
            aria-describedby={error ? about : undefined}
            inputMode="decimal"
            autoComplete="off"
            maxLength={30}
            className="w-32 text-right"
            value={entered.quantity}
            onChange={(event) => onChange({ quantity: event.target.value })}
            onBlur={() => onChange({ quantity: grouped(ungrouped(entered.quantity)) })}
          />
          <span className="sm:w-28">{units} a month</span>
        </div>
      </div>
      {dependsOnRequests(meter) ? (
        <label
          htmlFor={requestsName(key)}
          className="flex flex-wrap items-center gap-2 text-[13px] text-muted sm:justify-end"
        >
          <span>
            {words.requestsLabel}
            <span className="sr-only"> for {name}</span>
          </span>
          <Input
            id={requestsName(key)}
            name={requestsName(key)}
            aria-invalid={errorOf("requests") ? true : undefined}
            aria-describedby={error ? about : undefined}
            inputMode="numeric"
            autoComplete="off"
            maxLength={20}
            placeholder="1"
            className="w-32 text-right"
            value={entered.requests}
            onChange={(event) => onChange({ requests: event.target.value })}
          />
          {/* Below the quantity, beside its unit. */}
          <span className="w-28 max-sm:hidden" />
        </label>
      ) : null}
      {error ? (
        <p id={about} role="alert" className="text-[13px] text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
