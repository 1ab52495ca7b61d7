import type { Route } from "next";

const NAMES: [RegExp, string][] = [
  [/^\/playground/, "Back to the playground"],
  [/^\/calculator/, "Back to the calculator"],
  [/^\/usage/, "Back to usage"],
  [/^\/credits/, "Back to credits"],
  [/^\/billing/, "Back to billing"],
  [/^\/settings/, "Back to settings"],
  [/^\/docs/, "Back to the documentation"],
  [/^\/pricing/, "Back to pricing"],
  [/^\/dashboard/, "Go to dashboard"],
];

/** The link back to the page that a purchase started from. */
export function wayBack(next: string): { href: Route; name: string } {
  const name = NAMES.find(([pattern]) => pattern.test(next))?.[1] ?? "Back to where you were";
  return { href: next as Route, name };
}
