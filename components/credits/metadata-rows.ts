/** A value of an entry's metadata under a label in words. */
export type MetadataRow = { label: string; text: string };

/** Metadata as labelled rows: `{ model: { maxTokens: 5 } }` is "Model, max tokens: 5". */
export function metadataRows(metadata: Record<string, unknown>): MetadataRow[] {
  return rowsOf(metadata, []);
}

function rowsOf(value: unknown, path: readonly string[]): MetadataRow[] {
  if (Array.isArray(value) && value.length > 0 && value.every(isPlain)) {
    return [{ label: labelOf(path), text: value.map(textOf).join(", ") }];
  }
  if (isPlain(value)) return [{ label: labelOf(path), text: textOf(value) }];
  const parts = Object.entries(value as object);
  if (parts.length === 0) return path.length === 0 ? [] : [{ label: labelOf(path), text: NONE }];
  const name = (key: string) => (Array.isArray(value) ? String(Number(key) + 1) : inWords(key));
  return parts.flatMap(([key, inner]) => rowsOf(inner, [...path, name(key)]));
}

const NONE = "none";

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null;

function textOf(value: unknown): string {
  if (value === null || value === "") return NONE;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

function labelOf(path: readonly string[]): string {
  const label = path.join(", ");
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** `jobId`, `job_id` and `job-id` are "job id"; `URL` stays. */
function inWords(key: string): string {
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .split(/[\s_.-]+/)
    .filter(Boolean);
  return words.map((word) => (word === word.toUpperCase() ? word : word.toLowerCase())).join(" ") || key;
}
