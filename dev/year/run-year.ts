import { createInterface } from "node:readline";
import { startCompanion } from "../processes";
import type { Settings } from "../settings";
import { reportSchema } from "./report";

export type DayReport = { day: Date; share: number };

/** Makes the year in a separate process, so that the local Stripe answers meanwhile. Throws with its last words if it fails. */
export async function runYear(settings: Settings, onDay: (report: DayReport) => void): Promise<void> {
  return make("dev/make-year.ts", settings, onDay);
}

/** The same for the month of the demo's own account. */
export async function runMonth(settings: Settings): Promise<void> {
  return make("dev/make-month.ts", settings, () => {});
}

async function make(script: string, settings: Settings, onDay: (report: DayReport) => void): Promise<void> {
  const maker = startCompanion(process.execPath, ["--import", "tsx", script], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...settings, NODE_ENV: "production", LOG_LEVEL: "error" },
  });
  let failure = "";
  maker.child.stderr?.on("data", (chunk: Buffer) => {
    failure = (failure + chunk.toString()).slice(-2_000);
  });
  for await (const line of createInterface({ input: maker.child.stdout ?? process.stdin })) {
    const report = reportSchema.safeParse(parsed(line)).data;
    if (!report) continue;
    if ("error" in report) failure = report.error;
    else onDay({ day: new Date(report.day), share: report.share });
  }
  const code = await maker.exited;
  if (code !== 0) throw new Error(failure.trim() || `${script} ended early (${code}).`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
