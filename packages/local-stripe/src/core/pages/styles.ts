import { raw } from "hono/html";

/** Colors by their use, light and dark. A page follows the system, or the theme that Stripe.js names for a frame. */
const tokens = `
:root { color-scheme: light dark;
  --paper: light-dark(#fbfbf9, #0d1012); --card: light-dark(#ffffff, #14181b); --sunken: light-dark(#f4f4f0, #0f1315);
  --ink: light-dark(#14181b, #eceff1); --soft: light-dark(#555e66, #a2acb5);
  --line: light-dark(#e5e5df, #262d32); --control: light-dark(#8b8f89, #68727a);
  --accent: light-dark(#0b6b54, #3fd3a6); --accent-strong: light-dark(#085443, #66e0bb); --on-accent: light-dark(#ffffff, #06251b);
  --accent-soft: light-dark(#e6f5ef, #0f2f26);
  --bad: light-dark(#b3261e, #ff8a80); --bad-paper: light-dark(#fdeceb, #331715); --on-bad: light-dark(#ffffff, #2b0805);
  --note: light-dark(#fff3da, #2e240f); --note-ink: light-dark(#6b4000, #f0b65a); --note-line: light-dark(#f0d9a6, #4d3b16); }
:root[data-theme=light] { color-scheme: light; } :root[data-theme=dark] { color-scheme: dark; }
`;

const type = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased; -webkit-text-size-adjust: 100%; overflow-wrap: anywhere; }
h1 { font-size: 24px; line-height: 1.25; letter-spacing: -.02em; font-weight: 600; margin: 0 0 8px; text-wrap: balance; }
h2 { font-size: 16px; line-height: 1.4; font-weight: 600; margin: 0 0 12px; } p { margin: 0 0 12px; text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: 3px; } strong { font-weight: 600; }
code { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { font: 13px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-x: auto; max-height: 32rem; margin: 0; background: var(--sunken);
  border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; }
.soft { color: var(--soft); } .small { font-size: 13px; } .number { white-space: nowrap; } .intro { margin-bottom: 20px; }
.amount { font-size: 36px; line-height: 1.15; letter-spacing: -.03em; font-weight: 600; margin: 0 0 20px; } .amount .small { letter-spacing: 0; font-weight: 400; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; } ::placeholder { color: var(--soft); opacity: 1; }
`;

const frame = `
.banner { background: var(--note); color: var(--note-ink); border-bottom: 1px solid var(--note-line); text-align: center; padding: 7px 16px; font-size: 13px; }
main { margin: 0 auto; padding: 40px 20px 72px; } .narrow { max-width: 30rem; } .wide { max-width: 66rem; }
nav.top { margin: 0 0 20px; } nav.top a { display: inline-block; padding: 6px 0; color: var(--soft); text-decoration: none; font-size: 14px; } nav.top a:hover { color: var(--ink); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 24px; margin: 0 0 16px; } .card > :last-child { margin-bottom: 0; }
.two { display: grid; gap: 24px; } @media (min-width: 52rem) { .two { grid-template-columns: 1fr 1fr; align-items: start; gap: 56px; } }
@media (max-width: 40rem) { main { padding: 24px 16px 48px; } .card { padding: 18px; } .amount { font-size: 30px; } }
.framed main { padding: 24px 0; } .framed main.wide { max-width: none; } .framed .banner { border: 1px solid var(--note-line); border-radius: 8px; }
[data-bare] body { background: transparent; } [data-bare] main { max-width: none; padding: 3px; }
[data-bare] .banner { border: 1px solid var(--note-line); border-radius: 8px; padding: 4px 10px; margin: 3px; font-size: 12px; }
`;

const fields = `
label { display: block; font-size: 14px; font-weight: 500; margin: 16px 0 6px; } fieldset { border: 0; padding: 0; margin: 0; min-width: 0; } legend { font-size: 14px; font-weight: 500; padding: 0; }
.field-error + fieldset, input + fieldset { margin-top: 16px; } .method > .small { margin: 10px 0 0; } form + form[data-pay] { margin-top: 20px; }
input[type=text], input[type=email], input[type=number], textarea, select { width: 100%; min-height: 44px; font: inherit; font-size: 16px; padding: 9px 12px; border: 1px solid var(--control);
  border-radius: 8px; background: var(--card); color: var(--ink); }
input[aria-invalid=true] { border-color: var(--bad); box-shadow: 0 0 0 1px var(--bad); }
input[type=radio], input[type=checkbox] { width: 17px; height: 17px; margin: 0; flex: none; accent-color: var(--accent); }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; } .pair label { margin-top: 16px; }
.choice { display: flex; align-items: center; gap: 10px; min-height: 44px; font-weight: 400; padding: 10px 14px; border: 1px solid var(--line); border-radius: 8px; margin: 8px 0 0; }
.choice:has(:checked) { border-color: var(--accent); background: var(--accent-soft); }
.field-error { color: var(--bad); font-size: 13px; margin: 6px 0 0; }
.alert { background: var(--bad-paper); color: var(--bad); border: 1px solid currentColor; border-radius: 8px; padding: 10px 14px; margin: 16px 0; }
.done { background: var(--accent-soft); border: 1px solid var(--accent); border-radius: 8px; padding: 10px 14px; margin: 0 0 16px; }
button, .button { display: inline-flex; align-items: center; justify-content: center; font: inherit; font-size: 14px; font-weight: 500; text-align: center; text-decoration: none; cursor: pointer;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); border-radius: 8px; padding: 9px 16px; min-height: 44px; transition: background-color .1s; }
button:hover, .button:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
button.full { width: 100%; margin-top: 20px; font-size: 15px; } form[data-pay] + .small { margin: 16px 0 0; } form > button.full:first-child { margin-top: 0; }
form:has(.pick-us_bank_account:checked, .pick-sepa_debit:checked, .pick-paypal:checked, .saved:checked) + .test-cards { display: none; }
button.plain, .button.plain { background: transparent; color: var(--ink); border-color: var(--control); } button.plain:hover, .button.plain:hover { background: var(--sunken); }
button.danger { background: transparent; border-color: var(--bad); color: var(--bad); } button.danger:hover { background: var(--bad-paper); }
button[disabled] { opacity: .6; cursor: progress; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 20px; } .actions form { margin: 0; }
@media (max-width: 32rem) { .actions.split { display: grid; } .actions.split button { width: 100%; } }
.act { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; } .act label { margin: 0; } .act input { width: 8rem; }
form:has(.saved:checked) .method, form:has(.pick-card:checked) .method:not(.method-card), form:has(.pick-paypal:checked) .method:not(.method-paypal),
form:has(.pick-us_bank_account:checked) .method:not(.method-us_bank_account), form:has(.pick-sepa_debit:checked) .method:not(.method-sepa_debit) { display: none; }
form.inline { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; padding: 0 0 14px; } form.inline label, form.inline p { flex: 1 0 100%; margin: 0; font-size: 13px; }
form.inline input[type=text] { flex: 1 1 8rem; width: auto; min-width: 0; } form.inline input[type=number] { width: 6rem; } form.inline + .row { border-top: 1px solid var(--line); } .row + form.inline { padding-top: 6px; }
`;

const lists = `
.row { display: flex; justify-content: space-between; align-items: baseline; gap: 16px; padding: 11px 0; } .row > :last-child { text-align: right; overflow-wrap: break-word; } .row + .row { border-top: 1px solid var(--line); } .total { font-weight: 600; }
.row:has(form) > :last-child { text-align: left; } .row .actions { margin: 0; } .row:first-child, h2 + .row { padding-top: 0; } .row + p { margin-top: 16px; } .card > .row:last-child { padding-bottom: 0; }
@media (max-width: 32rem) { .row:has(form) { flex-direction: column; gap: 0; } .row .actions { margin: 8px 0; } }
.tag { display: inline-block; border: 1px solid var(--line); background: var(--sunken); color: var(--soft); border-radius: 99px; padding: 1px 10px; font-size: 12px; line-height: 1.5; font-weight: 500; letter-spacing: 0;
  white-space: nowrap; } .tag + .tag { margin-left: 4px; } h1 .tag { vertical-align: middle; }
table { width: 100%; border-collapse: collapse; font-size: 14px; } th { color: var(--soft); font-size: 13px; font-weight: 500; }
th, td { text-align: left; padding: 10px 16px 10px 0; border-bottom: 1px solid var(--line); vertical-align: baseline; } th:last-child, td:last-child { padding-right: 0; } .scroll { overflow-x: auto; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 12px; margin: 20px 0; } .tile { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 14px 18px; }
.tile dt, .facts dt { color: var(--soft); font-size: 13px; } .tile dd { margin: 2px 0 0; font-size: 22px; line-height: 1.2; letter-spacing: -.02em; font-weight: 600; }
.jump { display: flex; flex-wrap: wrap; gap: 0 20px; margin: 0 0 12px; font-size: 14px; } .jump a { padding: 10px 0; text-decoration: none; } .jump a:hover { text-decoration: underline; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 16px; margin: 16px 0; } .facts dd { margin: 2px 0 0; } .delivery + .delivery { border-top: 1px solid var(--line); padding-top: 12px; }
.stack td { min-width: 0; } .stack td > * { min-width: 0; } .stack tr:last-child td { border-bottom: 0; }
@media (max-width: 40rem) { .stack, .stack tbody, .stack tr, .stack td { display: block; } .stack thead { display: none; } .stack tr { padding: 10px 0; border-top: 1px solid var(--line); } .stack tr:first-child { border-top: 0; padding-top: 0; } .stack tr:last-child { padding-bottom: 0; }
  .stack td { display: flex; justify-content: space-between; gap: 16px; border: 0; padding: 3px 0; text-align: right; } .stack td::before { content: attr(data-head); color: var(--soft); text-align: left; flex: none; } .stack td:empty { display: none; } }
`;

/** The style of every hosted page. */
export const styles = raw(tokens + type + frame + fields + lists);
