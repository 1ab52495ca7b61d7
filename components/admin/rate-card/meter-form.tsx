"use client";

import { useState } from "react";
import { EditPreview } from "@/components/admin/catalogue/edit-preview";
import { OpenedItem } from "@/components/admin/catalogue/opened-item";
import { TextField } from "@/components/admin/form-parts";
import { freshMeter, type MeterAction, type MonthFigures } from "@/components/admin/rate-card/meter-state";
import { roundings } from "@/components/admin/rate-card/meter-words";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { LinkButton } from "@/components/ui/button";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";
import type { MeterEditPreview } from "@/lib/catalog/preview-meter-edit";
import { ROUNDINGS } from "@/lib/catalog/types";
import { numberFormat } from "@/lib/format/formats";
import { plural } from "@/lib/format/plural";

type MeterFormProps = {
  meter: { id: string; version: number; values: Record<string, string> } | null;
  /** The default currency of the cost. */
  currency: string;
  action: MeterAction;
};

/** Creates a meter, or the next version of its rate. `meter` is null for a new one. */
export function MeterForm({ meter, currency, action }: MeterFormProps) {
  const [state, form] = useForm(action, freshMeter);
  const [edited, setEdited] = useState<object | null>(null);
  const preview = edited === state ? null : state.preview;
  const initial = meter?.values ?? { credits: "1", perUnits: "1", minimumCredits: "1", sortOrder: "0" };
  const field = { initial, state };
  const rounding = state.values.rounding ?? initial.rounding ?? "UP";
  return (
    <Form
      of={form}
      onInput={() => setEdited(state)}
      className="grid max-w-3xl gap-6 rounded-card border border-line bg-surface p-5"
    >
      <OpenedItem item={meter} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...field} name="name" label="Name" />
        <TextField
          {...field}
          name="key"
          label="Key"
          readOnly={meter !== null}
          hint={
            meter
              ? "Cannot be changed: spends name the meter by it."
              : "Spends name the meter by it. Cannot be changed."
          }
        />
        <TextField {...field} name="description" label="Description" className="sm:col-span-2" />
        <TextField {...field} name="unit" label="Unit" placeholder="token" hint="In the singular." />
        <TextField
          {...field}
          name="perUnits"
          label="Units"
          kind="number"
          hint="The rate is credits for so many units."
        />
        <TextField {...field} name="credits" label="Credits" kind="number" />
        <TextField {...field} name="minimumCredits" label="Minimum" kind="number" hint="The least a spend costs." />
        <Field name="rounding" label="Rounding" hint="Of each spend, to whole credits." error={state.errors.rounding}>
          {(control) => (
            <Select
              {...control}
              key={rounding}
              defaultValue={rounding}
              choices={ROUNDINGS.map((value) => ({ value, label: roundings[value] }))}
            />
          )}
        </Field>
        <TextField {...field} name="sortOrder" label="Position in the list" kind="number" />
        <TextField
          {...field}
          name="cost"
          label="Your cost for the units above"
          kind="money"
          placeholder="0.003"
          hint="Leave empty if unknown. Up to 8 decimals. Only admins see it."
        />
        <TextField
          {...field}
          initial={{ costCurrency: currency, ...initial }}
          name="costCurrency"
          label="Currency of the cost"
        />
      </div>
      {state.month ? <Month figures={state.month} unit={state.values.unit ?? ""} /> : null}
      {preview ? <EditPreview changes={preview.changes} currency={currency} effects={effects(preview)} /> : null}
      <ConfirmFirst state={state} next="/admin/rate-card" />
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <SubmitButton look="primary">{meter ? nextStep(preview) : "Create meter"}</SubmitButton>
        {meter ? (
          <SubmitButton name="intent" value="price">
            What would last month have cost?
          </SubmitButton>
        ) : null}
        <LinkButton href="/admin/rate-card">Cancel</LinkButton>
      </div>
    </Form>
  );
}

function effects({ nextVersion }: MeterEditPreview): string[] {
  if (nextVersion === null) return ["No new version: only its place in the list changes."];
  return [
    `New spends are charged by version ${nextVersion}. Past spends keep the version they were charged by.`,
    "No balance changes.",
  ];
}

function nextStep(preview: MeterEditPreview | null): string {
  if (!preview || preview.changes.length === 0) return "Review changes";
  return preview.nextVersion === null ? "Save" : `Save as version ${preview.nextVersion}`;
}

function Month({ figures, unit }: { figures: MonthFigures; unit: string }) {
  const { month, spends, quantity, charged, atRate, cost } = figures;
  const change = atRate - charged;
  return (
    <Notice tone="info" live>
      {spends === 0 ? (
        <p>Nothing was spent by this meter in {month}.</p>
      ) : (
        <>
          <p className="font-medium">
            {month}: {creditsText(charged)} were charged. At this rate it would have been {creditsText(atRate)}
            {change === 0 ? ", the same." : `, ${formatCredits(Math.abs(change))} ${change > 0 ? "more" : "less"}.`}
          </p>
          <p className="mt-1 text-muted">
            {formatCredits(spends)} {spends === 1 ? "spend" : "spends"} of {numberFormat({}).format(Number(quantity))}{" "}
            {plural(unit)} in all. Reversed spends do not count; one that was reversed in part counts in part. Each is
            rounded by itself.{cost ? ` Your cost of them: ${cost}.` : ""}
          </p>
        </>
      )}
    </Notice>
  );
}
