/**
 * The theme switch of pages without React: the same storage, classes and attributes as next-themes and ThemeSwitch use, so
 * that a choice holds on every page.
 */
export const THEME_SCRIPT = `(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => localStorage.getItem("theme") || "system";
  const show = () => {
    const theme = chosen() === "system" ? (system.matches ? "dark" : "light") : chosen();
    root.classList.remove("light", "dark");
    root.classList.add(theme);
    root.style.colorScheme = theme;
    for (const button of document.querySelectorAll("button[data-theme]"))
      button.setAttribute("aria-pressed", String(button.dataset.theme === chosen()));
  };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-theme]");
    if (!button) return;
    localStorage.setItem("theme", button.dataset.theme);
    show();
  });
  system.addEventListener("change", show);
  addEventListener("storage", show);
  show();
})()`;
