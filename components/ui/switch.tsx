"use client";

import { Switch as Base } from "@base-ui/react/switch";
import { useId, useState } from "react";

type SwitchProps = {
  name?: string;
  label: string;
  hint?: string;
  defaultChecked?: boolean;
  checked?: boolean;
  onChange?: (checked: boolean) => void;
};

/**
 * A labelled switch. In a form it posts "on" when it is on, and keeps its state after a refused submit, when React
 * resets the form's own checkboxes.
 */
export function Switch({ name, label, hint, defaultChecked = false, checked, onChange }: SwitchProps) {
  const id = useId();
  const [own, setOwn] = useState(defaultChecked);
  const on = checked ?? own;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch has its input inside
    <label className="flex items-start gap-3">
      {name ? <input type="hidden" name={name} value={on ? "on" : ""} /> : null}
      <Base.Root
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        checked={on}
        onCheckedChange={(next) => {
          setOwn(next);
          onChange?.(next);
        }}
        className="focus-ring mt-0.5 flex h-5 w-9 shrink-0 rounded-full border border-[var(--control-line)] bg-sunken p-px transition-colors data-[checked]:border-accent data-[checked]:bg-accent"
      >
        <Base.Thumb className="size-4 rounded-full bg-[var(--control-line)] transition-transform data-[checked]:translate-x-4 data-[checked]:bg-accent-ink" />
      </Base.Root>
      <span>
        <span id={`${id}-label`} className="font-medium text-[13px]">
          {label}
        </span>
        {hint ? (
          <span id={`${id}-hint`} className="block text-[13px] text-muted">
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}
