import { type EditState, freshEdit } from "@/components/admin/catalogue/edit-state";
import type { MeterEditPreview } from "@/lib/catalog/preview-meter-edit";

/** What the last month cost, and would have cost at the rate in the form, in plain JSON for the browser. */
export type MonthFigures = {
  month: string;
  spends: number;
  quantity: string;
  charged: number;
  atRate: number;
  /** The month's cost at the cost in the form, such as $1.50; null without one. */
  cost: string | null;
};

export type MeterFormState = EditState<MeterEditPreview> & { month: MonthFigures | null };
export type MeterAction = (before: MeterFormState, form: FormData) => Promise<MeterFormState>;

export const freshMeter: MeterFormState = { ...freshEdit, month: null };
