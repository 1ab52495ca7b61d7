const LONGEST = 200;

/** What a record says about before and after, one line for each value: "200 → 250", or the value alone. */
export function changesOf(before: unknown, after: unknown): { name: string; text: string }[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].map((name) => {
    const [was, is] = [old[name], now[name]];
    if (was === undefined) return { name, text: textOf(is) };
    return { name, text: is === undefined ? `was ${textOf(was)}` : `${textOf(was)} → ${textOf(is)}` };
  });
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (value === null || value === undefined) return {};
  return typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : { value };
}

function textOf(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
