/** Where the choice is kept: "system", "light" or "dark". */
const KEY = "theme";

/** The window's event after each change of the theme. */
export const THEME_EVENT = "themechange";

/**
 * Shows the chosen theme before the first paint, and takes presses of the theme switch, on pages with and without React.
 * The document carries the choice (`data-theme-choice`) and the theme shown (its class). A browser that blocks storage forgets
 * the choice when the page is left.
 */
export const THEME_SCRIPT = `(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let choice = "system";
  try {
    choice = localStorage.getItem("${KEY}") || choice;
  } catch {}
  const show = () => {
    const theme = choice === "system" ? (system.matches ? "dark" : "light") : choice;
    root.classList.remove("light", "dark");
    root.classList.add(theme);
    root.style.colorScheme = theme;
    root.dataset.themeChoice = choice;
    for (const button of document.querySelectorAll("button[data-theme]"))
      button.setAttribute("aria-pressed", String(button.dataset.theme === choice));
    dispatchEvent(new Event("${THEME_EVENT}"));
  };
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button[data-theme]");
    if (!button) return;
    choice = button.dataset.theme;
    try {
      localStorage.setItem("${KEY}", choice);
    } catch {}
    show();
  });
  system.addEventListener("change", show);
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== "${KEY}") return;
    choice = newValue || "system";
    show();
  });
  document.addEventListener("DOMContentLoaded", show);
  show();
})()`;
