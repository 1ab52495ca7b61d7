const PLACES = "#main, #main :is(section, article)";
// Dialogs give the focus back themselves, a moment after they close.
const PATIENCE_MS = 50;

/**
 * When the button that was just pressed goes away with what it changed, the focus goes to the part of the page that it was
 * in, and not back to the top of the document. A dialog stands for the place where it was opened. For as long as the
 * document lives.
 */
export function holdFocus(): void {
  let focused: Element | null = null;
  let places: HTMLElement[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const remember = (target: EventTarget | null) => {
    if (!(target instanceof Element) || target === document.body) return;
    focused = target;
    const around = [...document.querySelectorAll<HTMLElement>(PLACES)].filter((place) => place.contains(target));
    if (around.length > 0) places = around.reverse();
  };
  const look = () => {
    if (!focused || focused.isConnected || document.activeElement !== document.body) return;
    const place = places.find((one) => one.isConnected);
    if (!place) return;
    if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(() => {
    if (!focused || focused.isConnected) return;
    clearTimeout(timer);
    timer = setTimeout(look, PATIENCE_MS);
  });
  observer.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusin", ({ target }) => remember(target));
  // A press beside every control takes the focus away on purpose.
  document.addEventListener("pointerdown", () => {
    focused = null;
  });
  remember(document.activeElement);
}
