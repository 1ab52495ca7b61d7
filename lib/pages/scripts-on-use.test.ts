import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { scriptsOnUse } from "@/lib/pages/scripts-on-use";

const page = `<!DOCTYPE html><html><head>
<link rel="stylesheet" href="/a.css"/><link rel="preload" as="font" href="/f.woff2"/><link rel="preload" as="script" fetchPriority="low" href="/a.js"/>
<script src="/a.js" async=""></script><script src="/b.js" async=""></script><script src="/old.js" noModule=""></script></head>
<body><script data-kept="">theme()</script><a href="/pricing">Pricing</a>
<script>self.__next_f.push([1,"$1"])</script><script src="/a.js" id="_R_" async=""></script></body></html>`;

type Heard = {
  target?: { closest: () => object | null };
  defaultPrevented?: boolean;
  key?: string;
  ctrlKey?: boolean;
  preventDefault?: () => void;
  stopImmediatePropagation?: () => void;
};
type Pressed = { click: () => void };

/** What React marks an element with. */
const TAKEN_UP = { __reactFiber$1: {} };

/** What the page's last script does in a browser that is told what happens. */
function browser(html: string, { search, buttons = [] }: { search?: Pressed; buttons?: readonly object[] } = {}) {
  const [code = ""] = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, one = ""]) => one).slice(-1);
  const loaded: object[] = [];
  const listeners = new Map<string, Set<(event: Heard) => void>>();
  const timers = new Set<() => void>();
  const document: Record<string, unknown> = {
    createElement: () => ({}),
    querySelector: () => search ?? null,
    querySelectorAll: () => buttons,
    head: { append: (script: object) => loaded.push(script) },
  };
  runInNewContext(code, {
    document,
    addEventListener: (name: string, then: () => void) =>
      listeners.set(name, (listeners.get(name) ?? new Set()).add(then)),
    removeEventListener: (name: string, then: () => void) => listeners.get(name)?.delete(then),
    setTimeout: (then: () => void) => {
      timers.add(then);
      return then;
    },
    clearTimeout: (timer: () => void) => timers.delete(timer),
  });
  return {
    loaded,
    happens: (name: string, event: Heard = {}) => {
      for (const then of [...(listeners.get(name) ?? [])]) then(event);
    },
    passesTime: () => {
      for (const then of [...timers]) if (timers.delete(then)) then();
    },
    reactListens: () => Object.assign(document, { _reactListening1: true }),
  };
}

const SCRIPTS = [
  { async: true, src: "/a.js" },
  { async: true, src: "/b.js" },
];

test.each(["pointermove", "touchstart", "keydown", "scroll"])("scripts load once, at the first %s", (sign) => {
  const html = scriptsOnUse(page);
  expect(html.replace(/<script data-kept="">\(\(\)[\s\S]*$/, "")).not.toMatch(/[ab]\.js/);
  const { loaded, happens, passesTime } = browser(html);
  happens("load");
  expect(loaded).toEqual([]);
  happens(sign);
  happens(sign);
  passesTime();
  expect(loaded).toEqual(SCRIPTS);
});

test("without any sign they load a while after the page", () => {
  const { loaded, happens, passesTime } = browser(scriptsOnUse(page));
  passesTime();
  expect(loaded).toEqual([]);
  happens("load");
  passesTime();
  expect(loaded).toEqual(SCRIPTS);
});

test("they load once when the page is used before it has loaded", () => {
  const { loaded, happens, passesTime } = browser(scriptsOnUse(page));
  happens("pointermove");
  happens("load");
  passesTime();
  expect(loaded).toEqual(SCRIPTS);
});

test("the keys of the search open it when React listens, and nothing of the browser", () => {
  let [presses, kept] = [0, 0];
  const search = { ...TAKEN_UP, click: () => (presses += 1) };
  const keys = { key: "k", ctrlKey: true, preventDefault: () => (kept += 1) };
  const { happens, passesTime, reactListens } = browser(scriptsOnUse(page), { search });
  happens("keydown", { ...keys, ctrlKey: false });
  happens("keydown", keys);
  reactListens();
  passesTime();
  happens("keydown", keys);
  expect([presses, kept]).toEqual([1, 1]);
  const without = browser(scriptsOnUse(page));
  without.happens("keydown", keys);
  expect(kept).toBe(1);
});

test("the search does not lead to its page while React listens but has not taken it up yet", () => {
  let presses = 0;
  const search = {
    click: () => {
      presses += 1;
    },
  };
  const { happens, passesTime, reactListens } = browser(scriptsOnUse(page), { search });
  happens("keydown", { key: "k", ctrlKey: true, preventDefault: () => {} });
  reactListens();
  passesTime();
  passesTime();
  expect(presses).toBe(0);
  Object.assign(search, TAKEN_UP);
  for (let n = 0; n < 3; n++) passesTime();
  expect(presses).toBe(1);
});

test("buttons that are pressed before React listens are pressed once more when it does, in turn", () => {
  const { happens, passesTime, reactListens } = browser(scriptsOnUse(page));
  const presses: string[] = [];
  const [language, copy] = ["language", "copy"].map((name) => ({ ...TAKEN_UP, click: () => presses.push(name) }));
  const press = (button: object | undefined) => happens("click", { target: { closest: () => button ?? null } });
  happens("pointerdown");
  for (const button of [language, undefined, copy, copy]) press(button);
  passesTime();
  expect(presses).toEqual([]);
  reactListens();
  let stopped = 0;
  happens("click", { target: { closest: () => copy ?? null }, stopImmediatePropagation: () => (stopped += 1) });
  expect(stopped).toBe(1);
  for (let n = 0; n < 4; n++) passesTime();
  expect(presses).toEqual(["language", "copy"]);
});

test("a button that React has not taken up yet is pressed when it has, even if React already listens", () => {
  let [presses, stopped] = [0, 0];
  const button = { click: () => (presses += 1) };
  const { happens, passesTime, reactListens } = browser(scriptsOnUse(page), { buttons: [button] });
  happens("pointermove");
  reactListens();
  passesTime();
  const click = { target: { closest: () => button }, stopImmediatePropagation: () => (stopped += 1) };
  happens("click", click);
  passesTime();
  expect([presses, stopped]).toEqual([0, 1]);
  Object.assign(button, TAKEN_UP);
  for (let n = 0; n < 3; n++) passesTime();
  expect(presses).toBe(1);
  happens("click", click);
  expect([presses, stopped]).toEqual([1, 1]);
});

test("everything else stays: styles, fonts, scripts for old browsers, what is inline", () => {
  const html = scriptsOnUse(page);
  for (const part of ['href="/a.css"', 'href="/f.woff2"', '<script src="/old.js" noModule="">', "theme()", '[1,"$1"]'])
    expect(html).toContain(part);
  expect(html.endsWith("</script></body></html>")).toBe(true);
});
