import { expect, test } from "vitest";
import { withoutScripts } from "@/lib/pages/without-scripts";

const page = `<!DOCTYPE html><html><head>
<link rel="stylesheet" href="/a.css" nonce=""/><link rel="preload" as="script" fetchPriority="low" href="/a.js"/>
<script src="/a.js" async=""></script><script src="/polyfills.js" noModule=""></script></head>
<body><script data-kept="">theme()</script><a href="/pricing">Pricing</a>
<script type="application/ld+json">{"price":"20"}</script>
<script>(self.__next_f=self.__next_f||[]).push([0])</script><script>self.__next_f.push([1,"$1 </body>"])</script></body></html>`;

test("only marked scripts and structured data are left, and everything else stays", () => {
  const html = withoutScripts(page);
  expect([...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code)).toEqual([
    "theme()",
    '{"price":"20"}',
  ]);
  expect(html).not.toContain("/a.js");
  expect(html).toContain('href="/a.css"');
  expect(html).toContain('<a href="/pricing">Pricing</a>');
  expect(html.endsWith("</body></html>")).toBe(true);
});
