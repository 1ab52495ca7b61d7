import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "@/dev/chromium";
import { npm } from "@/dev/npm.mjs";
import { run } from "@/dev/processes";

/** Fetched when it is needed: see docs/decisions/0071-lighthouse-is-fetched-to-measure.md. Newer ones need Node 22. */
const LIGHTHOUSE = "lighthouse@12.8.2";

export const DEVICES = ["mobile", "desktop"] as const;
export type Device = (typeof DEVICES)[number];

export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
export type Category = (typeof CATEGORIES)[number];

export type Audit = {
  /** From 0 to 100. */
  scores: Record<Category, number>;
  /** The titles of the audits that cost points, and what they show. */
  lost: string[];
  /** Milliseconds, as Lighthouse simulates them for the device; `shift` is the cumulative layout shift. */
  metrics: { firstPaintMs: number; largestPaintMs: number; blockingMs: number; shift: number };
};

/** Has Lighthouse look at a page once, in a new browser. */
export async function audit(url: string, device: Device): Promise<Audit> {
  const folder = mkdtempSync(join(tmpdir(), "refill-lighthouse-"));
  try {
    const browser = findChromium();
    const file = join(folder, "report.json");
    const [command, args] = npm("exec", "--yes", `--package=${LIGHTHOUSE}`, "--", "lighthouse", url);
    const options = [
      "--quiet",
      "--output=json",
      `--output-path=${file}`,
      `--only-categories=${CATEGORIES.join(",")}`,
      `--chrome-flags=${["--headless=new", ...browser.args].join(" ")}`,
      ...(device === "desktop" ? ["--preset=desktop"] : []),
    ];
    // Outside the project, npm need not read its packages first.
    await run(command, [...args, ...options], {
      cwd: folder,
      env: { ...process.env, ...browser.env, CHROME_PATH: browser.executablePath },
    });
    return read(JSON.parse(readFileSync(file, "utf8")) as Report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The part of Lighthouse's report that is used: https://github.com/GoogleChrome/lighthouse/blob/main/docs/understanding-results.md */
type Report = {
  categories: Record<Category, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { title: string; score: number | null; displayValue?: string; numericValue?: number }>;
};

function read({ categories, audits }: Report): Audit {
  const scores = Object.fromEntries(CATEGORIES.map((name) => [name, Math.round(100 * (categories[name].score ?? 0))]));
  const counted = CATEGORIES.flatMap((name) => categories[name].auditRefs.filter(({ weight }) => weight > 0));
  const lost = counted.flatMap(({ id }) => {
    const { title, score, displayValue = "" } = audits[id] ?? { title: id, score: 0 };
    return score === null || score === 1 ? [] : [`${title} ${displayValue}`.trim()];
  });
  const numberOf = (id: string) => audits[id]?.numericValue ?? Number.NaN;
  return {
    scores: scores as Record<Category, number>,
    lost,
    metrics: {
      firstPaintMs: numberOf("first-contentful-paint"),
      largestPaintMs: numberOf("largest-contentful-paint"),
      blockingMs: numberOf("total-blocking-time"),
      shift: numberOf("cumulative-layout-shift"),
    },
  };
}
