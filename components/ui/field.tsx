import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/components/ui/cx";

export const controlStyle =
  "w-full min-w-0 rounded-control border border-[var(--control-line)] bg-surface px-3 text-sm text-ink placeholder:text-faint outline-hidden transition-colors focus-visible:border-accent focus-visible:ring-2 focus-visible:ring-accent/30 aria-invalid:border-danger aria-invalid:ring-danger/25 disabled:bg-sunken disabled:text-faint";

type FieldProps = {
  /** The control's id and, unless `control` sets another, its form name. */
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  className?: string;
  /** Renders the control. Spread the props it receives, which connect label, hint and error to it. */
  children: (control: ControlProps) => ReactNode;
};

export type ControlProps = {
  id: string;
  name: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
};

/** A labelled control with its hint and, after a failed submit, its error. */
export function Field({ name, label, hint, error, className, children }: FieldProps) {
  const describedBy = [hint ? `${name}-hint` : "", error ? `${name}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={cx("grid content-start gap-1.5", className)}>
      <label htmlFor={name} className="font-medium text-[13px]">
        {label}
      </label>
      {children({
        id: name,
        name,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": describedBy || undefined,
      })}
      {hint ? (
        <p id={`${name}-hint`} className="text-[13px] text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${name}-error`} role="alert" className="text-[13px] text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** A single-line text input. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cx(controlStyle, "h-9", className)} {...rest} />;
}

/** A multi-line text input. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={cx(controlStyle, "py-2 leading-relaxed", className)} {...rest} />;
}
