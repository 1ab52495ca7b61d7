import { ChevronsUpDown } from "lucide-react";
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

/** A select of a few options: the browser's own, which phones open as they are used to. */
export function Select({ choices, defaultValue, value, onChange, className, ...rest }: SelectProps) {
  return (
    <span className={cx("relative block", className)}>
      <select
        // React sets which option a reset goes back to when it makes the element, and never again.
        key={defaultValue}
        {...rest}
        {...(value === undefined ? { defaultValue } : { value })}
        onChange={onChange && ((event) => onChange(event.target.value))}
        className={cx(controlStyle, "h-9 appearance-none truncate pr-8")}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} className="bg-raised text-ink">
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-faint"
      />
    </span>
  );
}
