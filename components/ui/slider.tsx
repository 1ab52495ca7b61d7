"use client";

import { cx } from "@/components/ui/cx";

type SliderProps = {
  label: string;
  /** 0 to `max`, in whole steps. */
  value: number;
  max: number;
  onChange: (value: number) => void;
  /** What the position means, for screen readers: "1,000 images". */
  valueText: string;
  className?: string;
};

/** A native slider: arrow keys, Page Up and Down, Home and End move it. */
export function Slider({ label, value, max, onChange, valueText, className }: SliderProps) {
  const share = max > 0 ? (value / max) * 100 : 0;
  return (
    <input
      type="range"
      min={0}
      max={max}
      step={1}
      value={value}
      aria-label={label}
      aria-valuetext={valueText}
      onChange={(event) => onChange(event.target.valueAsNumber)}
      style={{ "--share": `${share}%` } as React.CSSProperties}
      className={cx("slider", className)}
    />
  );
}
