import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Moves the app's clock and the local Stripe's, as `npm run time` does: `moveTime("+1month")`. */
export async function moveTime(step: string): Promise<void> {
  await promisify(execFile)(process.execPath, ["--import", "tsx", "dev/time.ts", step]);
}
