export type Sample = { name: string; labels: Record<string, string>; value: number };
export type Family = { name: string; type: string; help: string; samples: Sample[] };

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? ([-+]?(?:[0-9.eE+-]+|Inf|NaN))$`, "i");
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/y;
const TYPES = new Set(["counter", "gauge", "histogram", "summary"]);

/**
 * Parses the text format of Prometheus (prometheus.io/docs/instrumenting/exposition_formats). Stricter than Prometheus: it
 * throws unless each metric has its help and type once, its samples follow them, no series occurs twice, counters end in
 * _total or are the framework's, and histograms add up.
 */
export function parseMetrics(text: string): Map<string, Family> {
  if (!text.endsWith("\n")) throw new Error("The last line must end with a line feed.");
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let family: Family | null = null;
  let help: { name: string; text: string } | null = null;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const about = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line);
    if (about) {
      const [, what, name = "", rest = ""] = about;
      if (what === "HELP") {
        help = { name, text: rest };
        continue;
      }
      if (help?.name !== name) throw new Error(`${name} has no help before its type.`);
      if (families.has(name)) throw new Error(`${name} occurs twice.`);
      if (!TYPES.has(rest)) throw new Error(`${name} has the unknown type ${rest}.`);
      family = { name, type: rest, help: help.text, samples: [] };
      families.set(name, family);
      continue;
    }
    const sample = sampleOf(line);
    if (!family || !belongs(sample.name, family)) throw new Error(`A sample stands alone: ${line}`);
    const series = `${sample.name} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
    if (seen.has(series)) throw new Error(`A series occurs twice: ${line}`);
    seen.add(series);
    family.samples.push(sample);
  }
  for (const one of families.values()) if (one.type === "histogram") checkHistogram(one);
  return families;
}

function sampleOf(line: string): Sample {
  const [, name, inside = "", value] = SAMPLE.exec(line) ?? [];
  if (!name) throw new Error(`Not a sample: ${line}`);
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < inside.length) {
    const [all, label = "", text = ""] = LABEL.exec(inside) ?? [];
    if (all === undefined || label in labels) throw new Error(`Labels that cannot be read: ${line}`);
    labels[label] = text;
  }
  return { name, labels, value: /inf$/i.test(value ?? "") ? Number.POSITIVE_INFINITY : Number(value) };
}

function belongs(sample: string, { name, type }: Family): boolean {
  if (type === "histogram") return [`${name}_bucket`, `${name}_sum`, `${name}_count`].includes(sample);
  return type === "summary" ? sample.startsWith(name) : sample === name;
}

function checkHistogram({ name, samples }: Family): void {
  const series = (sample: Sample) => JSON.stringify({ ...sample.labels, le: undefined });
  for (const count of samples.filter((sample) => sample.name === `${name}_count`)) {
    const buckets = samples.filter((one) => one.name === `${name}_bucket` && series(one) === series(count));
    const values = buckets.map(({ value }) => value);
    if (values.some((value, at) => value < (values[at - 1] ?? 0))) throw new Error(`${name} has buckets that shrink.`);
    const last = buckets.at(-1);
    if (last?.labels.le !== "+Inf" || last.value !== count.value) throw new Error(`${name} does not add up.`);
  }
}

/** The sum of the samples of a series whose labels match. */
export function sumOf(families: Map<string, Family>, series: string, labels: Record<string, string> = {}): number {
  return [...families.values()]
    .flatMap(({ samples }) => samples)
    .filter(
      (sample) =>
        sample.name === series && Object.entries(labels).every(([name, value]) => sample.labels[name] === value),
    )
    .reduce((sum, { value }) => sum + value, 0);
}
