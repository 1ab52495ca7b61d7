import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parseStep } from "../../dev/time-step";
import { moveTime as move } from "../../lib/jobs/move-time";
import { expect } from "./test";

/** Moves the app's clock and the local Stripe's, as `npm run time` does: `moveTime("+1month")`. */
export async function moveTime(step: string): Promise<void> {
  const parsed = parseStep(step);
  if (!parsed || parsed === "next-renewal") throw new Error(`${step} is no step of time.`);
  expect(await move(parsed)).toMatchObject({ ok: true });
}

/** The same through the command. */
export async function moveTimeByCommand(step: string): Promise<void> {
  await promisify(execFile)(process.execPath, ["--import", "tsx", "dev/time.ts", step]);
}
