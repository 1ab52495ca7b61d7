import type { ComponentProps } from "react";
import { cx } from "@/components/ui/cx";
import { Input } from "@/components/ui/field";

/** Six digits, with the keyboard and the suggestions that phones have for them. */
export function CodeInput({ className, ...rest }: ComponentProps<typeof Input>) {
  return (
    <Input
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={7}
      className={cx("h-11 font-mono text-lg tracking-[0.3em]", className)}
      {...rest}
    />
  );
}
