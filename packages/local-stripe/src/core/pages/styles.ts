import { raw } from "hono/html";

/** One small sheet for all pages: system fonts, borders rather than shadows, both color schemes. */
export const styles = raw(`
:root { color-scheme: light dark; --paper: #f6f7f9; --card: #ffffff; --ink: #1a1f36; --soft: #545969; --line: #d8dce3;
  --accent: #0a5f4e; --on-accent: #ffffff; --bad: #a3162f; --bad-paper: #fdecef; --note: #fff3d1; --note-ink: #5a4100; }
@media (prefers-color-scheme: dark) { :root { --paper: #11141b; --card: #1a1e27; --ink: #eef0f4; --soft: #aab1c0;
  --line: #363d4b; --accent: #4fd1b0; --on-accent: #06231c; --bad: #ff9daf; --bad-paper: #3a1720; --note: #3a2f10; --note-ink: #ffe3a0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  font-variant-numeric: tabular-nums; }
.banner { background: var(--note); color: var(--note-ink); text-align: center; padding: .4rem 1rem; font-size: .875rem; }
main { margin: 0 auto; padding: 1.5rem 1rem 3rem; } .narrow { max-width: 32rem; } .wide { max-width: 64rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; } h2 { font-size: 1.125rem; margin: 0 0 .75rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 0 0 1rem; }
.two { display: grid; gap: 1rem; } @media (min-width: 52rem) { .two { grid-template-columns: 1fr 1fr; align-items: start; gap: 2rem; } }
.soft { color: var(--soft); } .small { font-size: .875rem; } .amount { font-size: 2rem; font-weight: 650; margin: 0 0 1rem; }
.row { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 0; } .row + .row { border-top: 1px solid var(--line); }
@media (max-width: 32rem) { .row:has(form) { flex-direction: column; gap: 0; } .row .actions { margin: .5rem 0; } } .card > :last-child { margin-bottom: 0; }
::placeholder { color: var(--soft); opacity: 1; } .total { font-weight: 650; } label { display: block; font-weight: 550; margin: .75rem 0 .25rem; }
input[type=text], input[type=email], input[type=number] { width: 100%; font: inherit; padding: .6rem .7rem; border: 1px solid var(--soft); border-radius: .5rem;
  background: var(--card); color: var(--ink); } input[aria-invalid=true] { border-color: var(--bad); }
.choice { display: flex; align-items: center; gap: .6rem; font-weight: 450; padding: .55rem .7rem; border: 1px solid var(--line); border-radius: .5rem; margin: .4rem 0; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; } fieldset { border: 0; padding: 0; margin: 0; } legend { font-weight: 550; padding: 0; }
.field-error { color: var(--bad); font-size: .875rem; margin: .25rem 0 0; }
.alert { background: var(--bad-paper); color: var(--bad); border: 1px solid currentColor; border-radius: .5rem; padding: .7rem .9rem; margin: 0 0 1rem; }
button, .button { display: inline-block; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; border: 1px solid var(--accent);
  background: var(--accent); color: var(--on-accent); border-radius: .5rem; padding: .65rem 1rem; min-height: 2.75rem; } button.full { width: 100%; margin-top: 1.25rem; }
button.plain, .button.plain { background: transparent; color: var(--ink); border-color: var(--soft); } button.danger { background: var(--bad); border-color: var(--bad); color: var(--card); }
button[disabled] { opacity: .6; cursor: progress; } a { color: var(--accent); } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; margin-top: 1rem; } .actions form { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; } th, td { text-align: left; padding: .45rem .6rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.scroll { overflow-x: auto; } .tag { display: inline-block; border: 1px solid var(--soft); border-radius: 1rem; padding: 0 .6rem; font-size: .8125rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 0 0 1rem; } .tile { background: var(--card); border: 1px solid var(--line);
  border-radius: .75rem; padding: .75rem 1rem; } .tile dt, .facts dt { color: var(--soft); font-size: .875rem; } .tile dd { margin: 0; font-size: 1.25rem; font-weight: 650; }
.jump { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 1rem; } .jump a { padding: .5rem 0; } .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .75rem; margin: 0 0 1rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; } .act { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; } .act label { margin: 0; } .act input { width: 8rem; min-height: 2.75rem; }
.done { border: 1px solid var(--accent); border-radius: .5rem; padding: .7rem .9rem; margin: 0 0 1rem; } .delivery + .delivery { border-top: 1px solid var(--line); } .tag { margin-right: .25rem; } h1 .tag { vertical-align: middle; }
.stack td { overflow-wrap: anywhere; min-width: 0; } .stack td > * { min-width: 0; } .stack tr:last-child td { border-bottom: 0; } @media (max-width: 40rem) { .stack, .stack tbody, .stack tr, .stack td { display: block; } .stack thead { display: none; }
  .stack tr { padding: .6rem 0; border-top: 1px solid var(--line); } .stack td { display: flex; justify-content: space-between; gap: 1rem; border: 0; padding: .2rem 0; text-align: right; }
  .stack td::before { content: attr(data-head); color: var(--soft); text-align: left; } .stack td:empty { display: none; } }
pre { overflow-x: auto; max-height: 32rem; background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .8rem; font-size: .8125rem; }
code { font-size: .875em; overflow-wrap: anywhere; } nav.top { margin: 0 0 1rem; } form:has(.saved:checked) .method,
form:has(.pick-card:checked) .method:not(.method-card), form:has(.pick-paypal:checked) .method:not(.method-paypal),
form:has(.pick-us_bank_account:checked) .method:not(.method-us_bank_account), form:has(.pick-sepa_debit:checked) .method:not(.method-sepa_debit) { display: none; }
form.inline { display: flex; flex-wrap: wrap; gap: .25rem .6rem; align-items: center; padding: 0 0 .75rem; } form.inline label, form.inline p { flex: 1 0 100%; margin: 0; font-size: .875rem; }
form.inline input[type=text] { flex: 1 1 8rem; width: auto; } form.inline input[type=number] { width: 6rem; } form.inline + .row { border-top: 1px solid var(--line); } .row + form.inline { padding-top: .25rem; }
`);
