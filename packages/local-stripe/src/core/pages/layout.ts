import { html, raw } from "hono/html";
import { inFrame } from "./in-frame";
import { styles } from "./styles";

export type Html = ReturnType<typeof html>;

interface PageOptions {
  wide?: boolean;
  script?: Html;
  /** What Stripe.js is told when the page stands in one of its frames. */
  tells?: { kind: string } & Record<string, unknown>;
  theme?: "light" | "dark" | undefined;
  /** Whether it stands within another page's form, and has no background of its own. */
  bare?: boolean;
}

/** The frame every hosted page stands in; it says on each that no money moves here. */
export function page(title: string, body: Html, options: PageOptions = {}): Html {
  const { theme, tells = null, bare = false } = options;
  return html`<!doctype html>
<html lang="en"${theme === undefined ? "" : raw(` data-theme="${theme}"`)}${bare ? raw(" data-bare") : ""}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · local Stripe</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
<script>if (parent !== self) document.documentElement.classList.add("framed")</script>
</head>
<body>
<header class="banner"><strong>Local Stripe</strong>: no real money moves here</header>
<main class="${options.wide ? "wide" : "narrow"}">${body}</main>
${options.script ?? ""}
${inBrowser(inFrame, tells)}
</body>
</html>`;
}

/** A function that runs in the browser, as a script of the page, and uses only what it is passed. `__name` is what some compilers wrap functions in. */
export function inBrowser<Input>(run: (input: Input) => void, input: Input): Html {
  const data = JSON.stringify(input).replaceAll("<", "\\u003c");
  return html`<script>${raw(`((__name) => (${run})(${data}))((named) => named)`)}</script>`;
}

/** A page that only says something and points on. */
export function notice(title: string, text: string, link: { href: string; label: string } | null): Html {
  return page(
    title,
    html`<section class="card"><h1>${title}</h1><p>${text}</p>${
      link === null ? "" : html`<p><a class="button" href="${link.href}">${link.label}</a></p>`
    }</section>`,
  );
}

/** Takes the focus, so that it is seen wherever it stands. A frame stays where it is: there it stands beside the button. */
export function alertBox(message: string | null): Html {
  return message === null
    ? html``
    : html`<p class="alert" role="alert" tabindex="-1">${message}</p><script>if (parent === self) document.currentScript.previousElementSibling.focus()</script>`;
}
