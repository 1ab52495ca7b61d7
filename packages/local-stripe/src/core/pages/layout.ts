import { html } from "hono/html";
import { styles } from "./styles";

export type Html = ReturnType<typeof html>;

/** The frame every hosted page stands in; it says on each that no money moves here. */
export function page(title: string, body: Html, options: { wide?: boolean; script?: Html } = {}): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · local Stripe</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body>
<header class="banner"><strong>Local Stripe</strong>: no real money moves here</header>
<main class="${options.wide ? "wide" : "narrow"}">${body}</main>
${options.script ?? ""}
</body>
</html>`;
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

export function alertBox(message: string | null): Html {
  return message === null ? html`` : html`<p class="alert" role="alert">${message}</p>`;
}
