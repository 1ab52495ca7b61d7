"use client";

import { featureKinds, featurePeriods } from "@/components/admin/catalogue/feature-words";
import { TextField } from "@/components/admin/form-parts";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { LinkButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";
import { featureMark } from "@/lib/catalog/feature-mark";
import { FEATURE_KINDS, FEATURE_PERIODS, type FeatureView } from "@/lib/catalog/types";

/** Creates a feature, or changes one. `feature` is null for a new one. */
export function FeatureForm({ feature, action }: { feature: FeatureView | null; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  const initial: Record<string, string> = feature
    ? { ...texts(feature), sortOrder: String(feature.sortOrder) }
    : { kind: "limit", per: "window", sortOrder: "0" };
  const field = { initial, state };
  const chosen = (name: string) => state.values[name] ?? initial[name];
  return (
    <Form
      of={form}
      aria-label={feature ? `Edit ${feature.name}` : "New feature"}
      className="mt-4 grid max-w-3xl gap-5 rounded-card border border-line bg-surface p-5"
    >
      <h2 className="font-semibold text-base">{feature ? `Edit ${feature.name}` : "New feature"}</h2>
      <input type="hidden" name="existing" value={feature ? "yes" : "no"} />
      {feature ? <input type="hidden" name="mark" value={featureMark(feature)} /> : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...field}
          name="name"
          label="Name"
          hint="What the plan's card shows, for a feature that is on or off."
        />
        <TextField
          {...field}
          name="key"
          label="Key"
          readOnly={feature !== null}
          hint="Identifies the feature in plans and the API. Cannot be changed later."
        />
        <Field name="kind" label="Kind" error={state.errors.kind}>
          {(control) => (
            <Select
              {...control}
              key={chosen("kind")}
              defaultValue={chosen("kind")}
              choices={FEATURE_KINDS.map((value) => ({ value, label: featureKinds[value] }))}
            />
          )}
        </Field>
        <Field
          name="per"
          label="Count"
          hint="Only for a number: 500 calls a month, or 3 workflows at the same time."
          error={state.errors.per}
        >
          {(control) => (
            <Select
              {...control}
              key={chosen("per")}
              defaultValue={chosen("per")}
              choices={FEATURE_PERIODS.map((value) => ({ value, label: featurePeriods[value] }))}
            />
          )}
        </Field>
        <TextField {...field} name="unit" label="Unit" placeholder="workflow" hint="Only for a number." />
        <TextField
          {...field}
          name="unitPlural"
          label="Unit, plural"
          placeholder="workflows"
          hint="Leave empty for the regular plural."
        />
        <TextField {...field} name="sortOrder" label="Position in the list" kind="number" />
        <TextField {...field} name="description" label="Description" className="sm:col-span-2" />
      </div>
      {feature ? (
        <Notice tone="info">A change applies at once to every plan that limits it, and to its subscribers.</Notice>
      ) : null}
      <ConfirmFirst state={state} next="/admin/plans/features" />
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <SubmitButton look="primary">{feature ? "Save feature" : "Create feature"}</SubmitButton>
        <LinkButton href="/admin/plans">Back to plans</LinkButton>
      </div>
    </Form>
  );
}

const texts = ({ key, name, kind, unit, unitPlural, per, description }: FeatureView) => ({
  key,
  name,
  kind,
  unit,
  unitPlural,
  per,
  description,
});
