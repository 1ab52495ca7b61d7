"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useHydrated } from "@/components/ui/use-hydrated";

const themes = [
  { value: "system", label: "System theme", icon: Monitor },
  { value: "light", label: "Light theme", icon: Sun },
  { value: "dark", label: "Dark theme", icon: Moon },
];

/** System, light or dark. On pages without React, THEME_SCRIPT does the same. The choice is only known in the browser, so nothing is selected until hydration. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const hydrated = useHydrated();
  return (
    <fieldset className="flex rounded-full border border-line p-0.5">
      <legend className="sr-only">Theme</legend>
      {themes.map(({ value, label, icon: Icon }) => {
        const on = hydrated && theme === value;
        return (
          <button
            key={value}
            type="button"
            aria-label={label}
            aria-pressed={on}
            data-theme={value}
            onClick={() => setTheme(value)}
            className="focus-ring grid size-7 place-items-center rounded-full text-faint hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink"
          >
            <Icon aria-hidden className="size-[15px]" />
          </button>
        );
      })}
    </fieldset>
  );
}
