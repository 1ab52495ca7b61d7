import type { Proof } from "./prove";

const SHOWN = 10;

/** What `npm run prove` prints. */
export function reportOf({ attempts, audit, healed, wrong }: Proof): string {
  const { acknowledged, lost, doubled, unasked } = audit;
  const rows = [
    ["Spends acknowledged", `${acknowledged} (${attempts} requests)`],
    ["Lost", String(lost.length)],
    ["Doubled", String(doubled.length)],
    ["Never asked for", String(unasked.length)],
    ["Otherwise wrong", String(wrong.length)],
    ...healed.map(({ name, ms }) => [`Healed: ${name}`, `${(ms / 1000).toFixed(1)} s`]),
  ];
  const width = Math.max(...rows.map(([name = ""]) => name.length));
  const table = rows.map(([name = "", value]) => `${name.padEnd(width)}  ${value}`);
  const details = [
    ...named("Lost", lost),
    ...named("Doubled", doubled),
    ...named("Never asked for", unasked),
    ...wrong,
  ];
  return [...table, ...details.slice(0, SHOWN)].join("\n");
}

const named = (what: string, keys: readonly string[]) => keys.map((key) => `${what}: ${key}`);
