import { KEPT_SCRIPT } from "@/lib/pages/without-scripts";

/**
 * A page that loads the scripts of React and Next when somebody begins to use it, or after a few seconds, for pages that can
 * be read, and whose links and forms work, without them. Buttons that were pressed meanwhile are pressed again, in turn, when
 * React has taken them up, and so is the search, whose keys would otherwise be the browser's own. All of the scripts were
 * `async`, so they run in any order here as well.
 */
export function scriptsOnUse(html: string): string {
  const sources: string[] = [];
  const later = html
    .replaceAll(/<script\b([^>]*)><\/script>/g, (whole, attributes: string) => {
      const source = /\ssrc="([^"]+)"/.exec(attributes)?.[1];
      // Scripts that are not async, such as those for old browsers, run where they stand.
      if (!source || !/\sasync\b/.test(attributes) || /\snomodule\b/i.test(attributes)) return whole;
      sources.push(source);
      return "";
    })
    .replaceAll(/<link\b(?=[^>]*\bas="script")[^>]*>/g, "");
  return later.replace("</body>", () => `<script ${KEPT_SCRIPT}="">${loader([...new Set(sources)])}</script></body>`);
}

/** What moves, touches and keys announce: each comes before the press that needs the scripts. */
const SIGNS = ["pointermove", "pointerdown", "touchstart", "keydown", "scroll"];

const AT_LATEST_MS = 4_000;
const LOOK_AGAIN_MS = 50;
// Twenty seconds. Then it is pressed all the same, and the search's link is followed.
const MOST_TRIES = 400;

// React marks a document that it listens to with a property of this beginning, and later each element that it has taken up:
// until then a press does nothing, and the search is a link that would lead away. A button that sends a form needs no React.
const loader = (sources: readonly string[]) => `(() => {
  const signs = ${JSON.stringify(SIGNS)};
  const pressed = new Set();
  const BUTTONS = "button[type=button]:not([popovertarget])";
  let pressing = null;
  let timer;
  let triesLeft = ${MOST_TRIES};
  const isListening = () => Object.keys(document).some((name) => name.startsWith("_reactListening"));
  const isTakenUp = (element) => Object.keys(element).some((name) => name.startsWith("__reactFiber"));
  const isReady = (element) => isListening() && isTakenUp(element);
  const load = () => {
    for (const sign of signs) removeEventListener(sign, load, true);
    removeEventListener("load", wait);
    clearTimeout(timer);
    for (const source of ${JSON.stringify(sources).replaceAll("<", "\\u003c")}) {
      const script = document.createElement("script");
      script.async = true;
      script.src = source;
      document.head.append(script);
    }
    pressAgain();
  };
  const wait = () => {
    timer = setTimeout(load, ${AT_LATEST_MS});
  };
  const pressAgain = () => {
    const [next] = pressed;
    const awaited = next ?? [...document.querySelectorAll(BUTTONS)].find((button) => !isTakenUp(button));
    if (!isListening() || (awaited && !isTakenUp(awaited) && triesLeft > 0)) {
      if (isListening()) triesLeft -= 1;
      return setTimeout(pressAgain, ${LOOK_AGAIN_MS});
    }
    if (!next) {
      removeEventListener("click", remember, true);
      removeEventListener("keydown", rememberSearch, true);
      return;
    }
    pressed.delete(next);
    pressing = next;
    next.click();
    pressing = null;
    setTimeout(pressAgain, 0);
  };
  const remember = (event) => {
    const button = event.target.closest(BUTTONS);
    if (!button || button === pressing || (isReady(button) && pressed.size === 0)) return;
    // React would take up what it can and forget the press. Those before it come first.
    if (isListening()) event.stopImmediatePropagation();
    press(button);
  };
  const press = (button) => {
    pressed.delete(button);
    pressed.add(button);
  };
  const rememberSearch = (event) => {
    if (event.key?.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    const search = document.querySelector("[aria-keyshortcuts~='Control+K']");
    if (!search || isReady(search)) return;
    event.preventDefault();
    if (isListening()) event.stopImmediatePropagation();
    press(search);
  };
  for (const sign of signs) addEventListener(sign, load, true);
  addEventListener("click", remember, true);
  addEventListener("keydown", rememberSearch, true);
  addEventListener("load", wait, { once: true });
})()`;
