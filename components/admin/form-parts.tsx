import type { ReactNode } from "react";
import { Field, Input, Textarea } from "@/components/ui/field";
import type { FormState } from "@/components/ui/form-state";

/** A titled group of fields. */
export function Group({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-4 border-line border-t pt-5 sm:grid-cols-2">
      <legend className="float-left mb-1 w-full font-semibold text-base sm:col-span-2">
        {title} {note ? <span className="font-normal text-faint text-sm">{note}</span> : null}
      </legend>
      {children}
    </fieldset>
  );
}

type TextProps = {
  name: string;
  label: string;
  hint?: string;
  /** The form's initial values. */
  initial: Record<string, string>;
  state: FormState;
  readOnly?: boolean;
  rows?: number;
  kind?: "text" | "number" | "money";
  placeholder?: string;
  className?: string;
};

/** A labelled text field that keeps what was typed when the form is refused. */
export function TextField({
  name,
  label,
  hint,
  initial,
  state,
  readOnly,
  rows,
  kind = "text",
  placeholder,
  className,
}: TextProps) {
  const value = state.values[name] ?? initial[name] ?? "";
  return (
    <Field name={name} label={label} hint={hint} error={state.errors[name]} className={className}>
      {(control) =>
        rows ? (
          <Textarea {...control} rows={rows} defaultValue={value} placeholder={placeholder} />
        ) : (
          <Input
            {...control}
            defaultValue={value}
            readOnly={readOnly}
            placeholder={placeholder}
            inputMode={kind === "money" ? "decimal" : kind === "number" ? "numeric" : undefined}
            className={readOnly ? "bg-sunken text-muted" : undefined}
          />
        )
      }
    </Field>
  );
}
