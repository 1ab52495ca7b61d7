import {
  type CalculatorMeter,
  type CalculatorState,
  type Entered,
  grouped,
  requestsName,
  ungrouped,
} from "@/components/calculator/calculator-state";
import { sliderStops, stopOf } from "@/components/calculator/slider-scale";

/** What the fields of a meter hold: its slider's stop, its quantity and its number of requests. */
export type MeterFields = Entered & { stop: number };

/**
 * What was entered before the page's scripts ran: a visitor's page loads them when it is first used, so they miss the first
 * move of a slider. `fields` are what the form holds now, as `readFields` reads it, and `before` is what the page was made
 * with. Returns the same state when nothing was entered.
 */
export function withEarlyEntries(
  before: CalculatorState,
  meters: readonly CalculatorMeter[],
  { entered, interval }: { entered: Record<string, MeterFields>; interval: string | null },
): CalculatorState {
  const changed = meters.flatMap((meter): [string, Entered][] => {
    const [old, fields] = [before.entered[meter.key], entered[meter.key]];
    if (!old || !fields) return [];
    const { stop, requests } = fields;
    const stops = sliderStops(meter);
    const isMoved = stop !== stopOf(stops, ungrouped(old.quantity)) && fields.quantity === old.quantity;
    const quantity = isMoved ? grouped(stops[stop] ?? "0") : fields.quantity;
    return quantity === old.quantity && requests === old.requests ? [] : [[meter.key, { quantity, requests }]];
  });
  const chosen = interval === "year" ? "YEAR" : interval === "month" ? "MONTH" : before.interval;
  if (changed.length === 0 && chosen === before.interval) return before;
  return { entered: { ...before.entered, ...Object.fromEntries(changed) }, interval: chosen };
}

/** The fields of the calculator's form. */
export function readFields(form: HTMLFormElement, meters: readonly CalculatorMeter[]) {
  const data = new FormData(form);
  const textOf = (name: string) => String(data.get(name) ?? "");
  const fieldsOf = ({ key }: CalculatorMeter): MeterFields | null => {
    const slider = form.querySelector<HTMLInputElement>(`[data-meter="${CSS.escape(key)}"] input[type=range]`);
    return slider && { stop: slider.valueAsNumber, quantity: textOf(key), requests: textOf(requestsName(key)) };
  };
  const entered = meters.flatMap((meter): [string, MeterFields][] => {
    const fields = fieldsOf(meter);
    return fields ? [[meter.key, fields]] : [];
  });
  return { entered: Object.fromEntries(entered), interval: data.has("by") ? textOf("by") : null };
}
