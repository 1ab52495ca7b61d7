import { isOn, limitableFeatures, limitField } from "@/components/admin/catalogue/limit-fields";
import { Group, TextField } from "@/components/admin/form-parts";
import type { FormState } from "@/components/ui/form-state";
import { Switch } from "@/components/ui/switch";
import type { FeatureView } from "@/lib/catalog/types";

type PlanLimitsProps = {
  features: readonly FeatureView[];
  initial: Record<string, string>;
  state: FormState;
  /** A switch was turned: it is not an input that the form hears. */
  onTurn: (field: string, value: string) => void;
};

/** What a plan allows of each feature: one field each. */
export function PlanLimits({ features, initial, state, onTurn }: PlanLimitsProps) {
  const fields = limitableFeatures(features, initial);
  const listed = new Set(features.map(({ key }) => key));
  if (fields.length === 0) return null;
  return (
    <Group title="Limits" note="enforced, and promised on the card">
      {fields.map((feature) => {
        const { key, name, kind, archivedAt } = feature;
        const field = limitField(feature);
        const gone = archivedAt ? "Archived" : listed.has(key) ? null : "Not in the list of features";
        const hint = gone ? `${gone}: empty this to save a new version.` : hints[kind](feature);
        if (kind !== "switch" || gone) {
          return (
            <TextField key={key} name={field} label={name} hint={hint} initial={initial} state={nested(state, field)} />
          );
        }
        return (
          <div key={key} className="content-center">
            <Switch
              name={field}
              label={name}
              hint={hint}
              defaultChecked={isOn(state.values[field] ?? initial[field])}
              onChange={(on) => onTurn(field, on ? "on" : "")}
            />
            {state.errors[field] ? (
              <p role="alert" className="text-[13px] text-danger">
                {state.errors[field]}
              </p>
            ) : null}
          </div>
        );
      })}
    </Group>
  );
}

const hints = {
  limit: ({ per }: FeatureView) => `A number${per === "window" ? " a month" : ""}, or unlimited. Empty: not included.`,
  set: () => "The values that are included, with commas: small, large.",
  switch: ({ description }: FeatureView) => description || undefined,
};

/** The state with the first error of a field's list at the field itself. */
function nested(state: FormState, field: string): FormState {
  const item = Object.keys(state.errors).find((name) => name.startsWith(`${field}.`));
  const message = state.errors[field] ?? (item && state.errors[item]);
  return message ? { ...state, errors: { ...state.errors, [field]: message } } : state;
}
