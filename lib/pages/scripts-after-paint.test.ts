import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { scriptsAfterPaint } from "@/lib/pages/scripts-after-paint";

const page = `<!DOCTYPE html><html><head>
<link rel="stylesheet" href="/a.css"/><link rel="preload" as="font" href="/f.woff2"/><link rel="preload" as="script" fetchPriority="low" href="/a.js"/>
<script src="/a.js" async=""></script><script src="/b.js" async=""></script><script src="/old.js" noModule=""></script></head>
<body><script data-kept="">theme()</script><a href="/pricing">Pricing</a>
<script>self.__next_f.push([1,"$1"])</script><script src="/a.js" id="_R_" async=""></script></body></html>`;

/** What the page's last script does in a browser that is told about loading, painting and timers. */
function browser(html: string, readyState: string) {
  const [code = ""] = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, one = ""]) => one).slice(-1);
  const loaded: { src?: string; async?: boolean }[] = [];
  const waiting: Record<"load" | "frame" | "timer", (() => void)[]> = { load: [], frame: [], timer: [] };
  runInNewContext(code, {
    document: { readyState, createElement: () => ({}), head: { append: (script: object) => loaded.push(script) } },
    addEventListener: (_name: string, then: () => void) => waiting.load.push(then),
    requestAnimationFrame: (then: () => void) => waiting.frame.push(then),
    setTimeout: (then: () => void) => waiting.timer.push(then),
  });
  return { loaded, happens: (what: keyof typeof waiting) => waiting[what].splice(0).forEach((then) => void then()) };
}

test("scripts load once each, when the page has loaded and been painted, and nothing asks for them before", () => {
  const html = scriptsAfterPaint(page);
  expect(html.replace(/<script data-kept="">\(\(\)[\s\S]*$/, "")).not.toMatch(/[ab]\.js/);
  const { loaded, happens } = browser(html, "interactive");
  happens("load");
  happens("frame");
  expect(loaded).toEqual([]);
  happens("timer");
  expect(loaded).toEqual([
    { async: true, src: "/a.js" },
    { async: true, src: "/b.js" },
  ]);
});

test("a page that has loaded already waits for the next paint only", () => {
  const { loaded, happens } = browser(scriptsAfterPaint(page), "complete");
  happens("frame");
  happens("timer");
  expect(loaded).toHaveLength(2);
});

test("everything else stays: styles, fonts, scripts for old browsers, what is inline", () => {
  const html = scriptsAfterPaint(page);
  for (const part of ['href="/a.css"', 'href="/f.woff2"', '<script src="/old.js" noModule="">', "theme()", '[1,"$1"]'])
    expect(html).toContain(part);
  expect(html.endsWith("</script></body></html>")).toBe(true);
});
