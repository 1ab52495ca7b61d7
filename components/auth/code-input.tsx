import type { ComponentProps } from "react";
import { cx } from "@/components/ui/cx";
import { Input } from "@/components/ui/field";

/** A six-digit code input with the numeric keyboard and one-time-code autofill of phones. */
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
