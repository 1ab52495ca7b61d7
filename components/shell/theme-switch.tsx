"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useThemeChoice } from "@/components/ui/use-theme";

const themes = [
  { value: "system", label: "System theme", icon: Monitor },
  { value: "light", label: "Light theme", icon: Sun },
  { value: "dark", label: "Dark theme", icon: Moon },
];

/** System, light or dark. THEME_SCRIPT takes the presses, also on pages without React and before hydration. */
export function ThemeSwitch() {
  const choice = useThemeChoice();
  return (
    <fieldset className="flex rounded-full border border-line p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map(({ value, label, icon: Icon }) => (
        <button
          key={value}
          type="button"
          aria-label={label}
          aria-pressed={choice === value}
          data-theme={value}
          // The script sets it before hydration.
          suppressHydrationWarning
          className="focus-ring grid size-7 place-items-center rounded-full text-faint hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink"
        >
          <Icon aria-hidden className="size-[15px]" />
        </button>
      ))}
    </fieldset>
  );
}
