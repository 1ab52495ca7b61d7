"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { controlStyle } from "@/components/ui/field";

export type Choice = { value: string; label: string };

type SelectProps = {
  id?: string;
  name?: string;
  choices: Choice[];
  defaultValue?: string;
  value?: string;
  onChange?: (value: string) => void;
  className?: string;
  "aria-label"?: string;
  "aria-invalid"?: true | undefined;
  "aria-describedby"?: string | undefined;
};

/** A select of a few options. */
export function Select({ id, name, choices, defaultValue, value, onChange, className, ...aria }: SelectProps) {
  return (
    <Base.Root
      name={name}
      items={choices}
      {...(value === undefined ? { defaultValue } : { value })}
      onValueChange={(next) => {
        if (typeof next === "string") onChange?.(next);
      }}
    >
      <Base.Trigger
        id={id}
        {...aria}
        className={cx(controlStyle, "flex h-9 items-center justify-between gap-2 text-left", className)}
      >
        <Base.Value />
        <Base.Icon className="text-faint">
          <ChevronsUpDown className="size-4" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className="popup min-w-[var(--anchor-width)] rounded-control border border-line-strong bg-raised p-1">
            <Base.List className="max-h-[var(--available-height)] overflow-y-auto">
              {choices.map((choice) => (
                <Base.Item
                  key={choice.value}
                  value={choice.value}
                  className="flex cursor-default select-none items-center justify-between gap-6 rounded-md px-2.5 py-1.5 text-sm outline-none data-[highlighted]:bg-sunken"
                >
                  <Base.ItemText>{choice.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check className="size-4 text-accent" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
