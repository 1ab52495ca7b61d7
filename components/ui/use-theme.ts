import { useSyncExternalStore } from "react";
import { THEME_EVENT } from "@/lib/pages/theme-script";

function subscribe(onChange: () => void): () => void {
  window.addEventListener(THEME_EVENT, onChange);
  return () => window.removeEventListener(THEME_EVENT, onChange);
}

/** The theme that the user chose: "system", "light" or "dark". Null until hydration: only the browser knows it. */
export function useThemeChoice(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => document.documentElement.dataset.themeChoice ?? null,
    () => null,
  );
}

/** Whether the page is shown in the dark theme. */
export function useIsDark(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => document.documentElement.classList.contains("dark"),
    () => false,
  );
}
