import { type ReactNode, useId } from "react";

type CheckboxProps = { name: string; label: ReactNode; hint?: string; defaultChecked?: boolean };

/** A labelled checkbox, which posts "on" when it is checked. */
export function Checkbox({ name, label, hint, defaultChecked }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input
        type="checkbox"
        id={id}
        name={name}
        defaultChecked={defaultChecked}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="focus-ring mt-0.5 size-4 shrink-0 accent-[var(--accent)]"
      />
      <div>
        <label htmlFor={id} className="font-medium text-[13px]">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-[13px] text-muted">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
