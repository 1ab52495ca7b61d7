type PlainPage = { title: string; sentences: string[]; retry: string };

/**
 * A page that stands by itself, in the app's look: it needs no script, no font and no other file, so that it can be shown
 * when there is no server or no network. It follows the system's theme. Its link loads the address again that was asked for.
 */
export function plainPage({ title, sentences, retry }: PlainPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Refill</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<svg viewBox="0 0 20 24" width="40" height="48" aria-hidden="true"><path class="level" d="M3.2 16.4h13.6v1.5a2.9 2.9 0 0 1-2.9 2.9H6.1a2.9 2.9 0 0 1-2.9-2.9z"/><path class="vessel" fill="none" stroke-width="1.8" stroke-linejoin="round" d="M1 1.4h18v16.3a4.9 4.9 0 0 1-4.9 4.9H5.9A4.9 4.9 0 0 1 1 17.7z"/></svg>
<h1>${title}</h1>
${sentences.map((sentence) => `<p>${sentence}</p>`).join("\n")}
<p><a href="">${retry}</a></p>
</main>
</body>
</html>
`;
}

/** The Content-Security-Policy of such a page: nothing but its own style. */
export const PLAIN_PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// The palette of app/globals.css.
const STYLE = `
:root{color-scheme:light dark;--bg:#fbfbf9;--ink:#14181b;--muted:#555e66;--accent:#0b7a5e;--accent-strong:#086049;--accent-ink:#fff}
@media (prefers-color-scheme:dark){:root{--bg:#0d1012;--ink:#eceff1;--muted:#a2acb5;--accent:#3fd3a6;--accent-strong:#66e0bb;--accent-ink:#06251b}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--bg);color:var(--ink);font:16px/1.5 Geist,ui-sans-serif,system-ui,sans-serif}
main{max-width:1168px;margin:0 auto;padding:96px 24px}
.level{fill:var(--accent)}.vessel{stroke:var(--ink)}
h1{margin:20px 0 8px;font-size:28px;line-height:1.2;font-weight:600;letter-spacing:-.02em}
p{margin:0 0 8px;max-width:28rem;color:var(--muted)}
a{display:inline-block;margin-top:12px;padding:7px 13px;border:1px solid transparent;border-radius:8px;background:var(--accent);color:var(--accent-ink);font-size:14px;font-weight:500;text-decoration:none}
a:hover{background:var(--accent-strong)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
`;
