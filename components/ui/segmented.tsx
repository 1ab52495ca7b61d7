"use client";

import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { cx } from "@/components/ui/cx";
import { segmentedStyle, segmentStyle } from "@/components/ui/segmented-style";

type SegmentedProps<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  choices: { value: Value; label: string; note?: string }[];
  className?: string;
};

/** Switches between views of the same data. Exactly one is selected; arrow keys move the selection. */
export function Segmented<Value extends string>({ label, value, onChange, choices, className }: SegmentedProps<Value>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={(next) => {
        const picked = choices.find((choice) => choice.value === next[0]);
        if (picked) onChange(picked.value);
      }}
      className={cx(segmentedStyle, className)}
    >
      {choices.map((choice) => (
        <Toggle key={choice.value} value={choice.value} className={segmentStyle}>
          {choice.label}
          {choice.note ? <span className="font-normal text-accent text-xs">{choice.note}</span> : null}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
