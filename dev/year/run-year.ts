import { createInterface } from "node:readline";
import { startCompanion } from "../processes";
import type { Settings } from "../settings";
import { reportSchema } from "./report";

export type DayReport = { day: Date; share: number };

/** Makes the year in a separate process, so that the local Stripe answers meanwhile. Throws with its last words if it fails. */
export async function runYear(settings: Settings, onDay: (report: DayReport) => void): Promise<void> {
  const maker = startCompanion(process.execPath, ["--import", "tsx", "dev/make-year.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...settings, LOG_LEVEL: "error" },
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
  if (code !== 0) throw new Error(failure.trim() || `The year ended early (${code}).`);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
