/** A value of an entry's metadata under a label in words. Two keys may have the same label: `path` is the row's own. */
export type MetadataRow = { path: string; label: string; text: string };

/** Metadata as labelled rows: `{ model: { maxTokens: 5 } }` is "Model, max tokens: 5". */
export function metadataRows(metadata: Record<string, unknown>): MetadataRow[] {
  return rowsOf(metadata, { keys: [], names: [] });
}

/** Where a value is, by its keys and in words. */
type Place = { keys: readonly string[]; names: readonly string[] };

function rowsOf(value: unknown, place: Place): MetadataRow[] {
  if (Array.isArray(value) && value.length > 0 && value.every(isPlain)) {
    return [row(place, value.map(textOf).join(", "))];
  }
  if (isPlain(value)) return [row(place, textOf(value))];
  const parts = Object.entries(value as object);
  if (parts.length === 0) return place.keys.length === 0 ? [] : [row(place, NONE)];
  const name = (key: string) => (Array.isArray(value) ? String(Number(key) + 1) : inWords(key));
  return parts.flatMap(([key, inner]) =>
    rowsOf(inner, { keys: [...place.keys, key], names: [...place.names, name(key)] }),
  );
}

const row = ({ keys, names }: Place, text: string): MetadataRow => ({
  path: JSON.stringify(keys),
  label: labelOf(names),
  text,
});

const NONE = "none";

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null;

function textOf(value: unknown): string {
  if (value === null || value === "") return NONE;
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

function labelOf(names: readonly string[]): string {
  const label = names.join(", ");
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
