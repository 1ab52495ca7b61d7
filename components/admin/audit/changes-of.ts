const LONGEST = 200;

/** What a record says about before and after, one line for each value: "200 → 250", or the value alone. */
export function changesOf(before: unknown, after: unknown): { name: string; text: string }[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !isEmpty(old[key], now[key]))
    .map((key) => {
      const [was, is, name] = [old[key], now[key], nameOf(key)];
      if (was === undefined) return { name, text: textOf(is) };
      return { name, text: is === undefined ? `was ${textOf(was)}` : `${textOf(was)} → ${textOf(is)}` };
    });
}

/** Nothing before and nothing after, as the expiry of credits that do not expire. */
const isEmpty = (was: unknown, is: unknown): boolean => (was ?? null) === null && (is ?? null) === null;

/** "expires at" of expiresAt, "refunded, in cents" of refundedCents. */
function nameOf(key: string): string {
  if (key === "seq") return "entry";
  const words = key.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.replace(/ cents$/, ", in cents");
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  return typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : { value };
}

function textOf(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
