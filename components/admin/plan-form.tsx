"use client";

import { useState } from "react";
import { CardPromises, typedCard } from "@/components/admin/catalogue/card-promises";
import { planEffects } from "@/components/admin/catalogue/edit-effects";
import { EditPreview } from "@/components/admin/catalogue/edit-preview";
import { freshEdit, type PlanFormAction } from "@/components/admin/catalogue/edit-state";
import { Margins, typedPlan } from "@/components/admin/catalogue/margins";
import { OpenedItem } from "@/components/admin/catalogue/opened-item";
import { PlanLimits } from "@/components/admin/catalogue/plan-limits";
import { Group, TextField } from "@/components/admin/form-parts";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Switch } from "@/components/ui/switch";
import { useForm } from "@/components/ui/use-form";
import type { PlanEditPreview } from "@/lib/catalog/preview-plan-edit";
import { type FeatureView, REFILL_POLICIES, type RefillPolicy } from "@/lib/catalog/types";
import { moneyExample } from "@/lib/format/money";

type PlanFormProps = {
  /** Null for a new plan. */
  plan: { id: string; version: number; values: Record<string, string>; isFree: boolean } | null;
  /** The default currency of a plan without a price. */
  currency: string;
  /** Every feature that plans can limit. */
  features: FeatureView[];
  action: PlanFormAction;
};

const fresh: Record<string, string> = { refillPolicy: "RESET", overdraftCredits: "0", trialDays: "0", sortOrder: "0" };

const policyNames: Record<RefillPolicy, string> = {
  RESET: "Expire with the month",
  ROLL_OVER: "Roll over",
  ROLL_OVER_CAPPED: "Roll over, up to a cap",
};

const policies = REFILL_POLICIES.map((value) => ({ value, label: policyNames[value] }));

/** Creates a plan, or its next version. */
export function PlanForm({ plan, currency, features, action }: PlanFormProps) {
  const [state, form] = useForm(action, freshEdit);
  const initial = plan?.values ?? { ...fresh, currency };
  const [isFree, setFree] = useState(plan?.isFree ?? false);
  const [policy, setPolicy] = useState(initial.refillPolicy ?? "RESET");
  const [isSoldOnce, setSoldOnce] = useState(initial.isSoldOnce === "on");
  const [typed, setTyped] = useState<Record<string, unknown>>({ ...initial, ...state.values });
  const [edited, setEdited] = useState<object | null>(null);
  const preview = edited === state ? null : state.preview;
  const field = { initial, state };
  return (
    <Form
      of={form}
      onInput={({ currentTarget }) => {
        setTyped(Object.fromEntries(new FormData(currentTarget)));
        setEdited(state);
      }}
      className="grid max-w-3xl gap-6 rounded-card border border-line bg-surface p-5"
    >
      <OpenedItem item={plan} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...field} name="name" label="Name" />
        <TextField
          {...field}
          name="key"
          label="Key"
          readOnly={plan !== null}
          hint={
            plan
              ? "Cannot be changed: the API and Stripe identify the plan by it."
              : "Identifies the plan in the API and Stripe. Cannot be changed later."
          }
        />
        <TextField {...field} name="description" label="Description" className="sm:col-span-2" />
      </div>
      <Group title="Credits">
        <TextField {...field} name="creditsPerMonth" label="Credits per month" kind="number" />
        <Field name="refillPolicy" label="Unused credits at the end of the month">
          {(control) => <Select {...control} choices={policies} value={policy} onChange={setPolicy} />}
        </Field>
        {policy === "ROLL_OVER_CAPPED" ? (
          <TextField {...field} name="rolloverCapCredits" label="Cap, in credits" kind="number" />
        ) : null}
        <TextField
          {...field}
          name="overdraftCredits"
          label="Overdraft for running work, in credits"
          kind="number"
          hint="Work that was let in may go this far over. It is owed until the next credits, and nothing new starts meanwhile. 0 for none."
        />
        <TextField
          {...field}
          name="spendLimits"
          label="At most, for each unit"
          rows={2}
          hint="One a line: 200 in 5 hours, or 2,000 in 7 days. What would exceed it is refused until the first spends are older."
          className="sm:col-span-2"
        />
      </Group>
      <Group title="Price">
        {plan ? (
          <input type="hidden" name="isFree" value={isFree ? "on" : ""} />
        ) : (
          <div className="sm:col-span-2">
            <Switch
              name="isFree"
              label="Free"
              hint="For everyone without a paid plan."
              checked={isFree}
              onChange={setFree}
            />
          </div>
        )}
        {isFree ? (
          <input type="hidden" name="currency" value={initial.currency} />
        ) : (
          <>
            <TextField
              {...field}
              name="prices.month"
              label="Monthly price"
              kind="money"
              placeholder={moneyExample(currency)}
              hint="Leave empty for no monthly billing."
            />
            <TextField
              {...field}
              name="prices.year"
              label="Yearly price"
              kind="money"
              placeholder={moneyExample(currency, "year")}
              hint="Leave empty for no yearly billing."
            />
            <TextField {...field} name="currency" label="Currency" />
          </>
        )}
        <TextField
          {...field}
          name="estimatedCostCents"
          label="Your cost per month"
          kind="money"
          hint="If every credit is spent. Used for the margin, which only admins see."
        />
        <Margins plan={typedPlan(typed)} />
        {state.errors.prices && !state.errors["prices.month"] && !state.errors["prices.year"] ? (
          <p role="alert" className="text-[13px] text-danger sm:col-span-2">
            {state.errors.prices}
          </p>
        ) : null}
      </Group>
      {isFree ? null : (
        <Group title="Trial">
          <TextField {...field} name="trialDays" label="Days" kind="number" hint="0 for no trial." />
          <TextField {...field} name="trialCredits" label="Credits in the trial" kind="number" />
        </Group>
      )}
      {isFree ? null : (
        <Group title="Quantities above one, set in Stripe">
          <Switch
            name="isSoldOnce"
            label="Sold one at a time"
            hint="A larger quantity is reported and grants credits once. Off: credits are multiplied by the quantity."
            checked={isSoldOnce}
            onChange={setSoldOnce}
          />
          {isSoldOnce ? null : (
            <Switch
              name="limitsPerUnit"
              label="Multiply limits by the quantity"
              hint="Three units of 5 seats are 15 seats."
              defaultChecked={initial.limitsPerUnit === "on"}
            />
          )}
        </Group>
      )}
      <PlanLimits
        {...field}
        features={features}
        onTurn={(name, value) => {
          setTyped((values) => ({ ...values, [name]: value }));
          setEdited(state);
        }}
      />
      <Group title="On the pricing page">
        <TextField
          {...field}
          name="features"
          label="Other features"
          rows={4}
          hint="One sentence per line. The card adds the limits itself."
          className="sm:col-span-2"
        />
        <CardPromises card={typedCard(typed, features)} features={features} />
        <TextField {...field} name="sortOrder" label="Position in the list" kind="number" />
        <div className="content-center">
          <Switch name="highlighted" label="Mark as recommended" defaultChecked={initial.highlighted === "on"} />
        </div>
      </Group>
      {preview ? (
        <EditPreview
          changes={preview.changes}
          currency={state.values.currency?.toLowerCase() ?? currency}
          effects={planEffects(preview, isFree)}
          features={features}
        />
      ) : null}
      <ConfirmFirst state={state} next="/admin/plans" />
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      {Object.keys(state.errors).length > 0 ? (
        <Notice tone="bad" live>
          Some fields have errors.
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <SubmitButton look="primary">{plan ? nextStep(preview) : "Create plan"}</SubmitButton>
        <LinkButton href="/admin/plans">Cancel</LinkButton>
      </div>
    </Form>
  );
}

function nextStep(preview: PlanEditPreview | null): string {
  if (!preview || preview.changes.length === 0) return "Review changes";
  return preview.nextVersion === null ? "Save" : `Save as version ${preview.nextVersion}`;
}
