import { readSettingsFile } from "@/lib/env";
import { levelOf, log } from "@/lib/log";
import { logDestination } from "@/lib/log/destination";

/**
 * For commands, whose standard output is their report: the log goes to standard error, from warnings on. Another LOG_LEVEL
 * than info, in the environment or in .env, is followed.
 */
export function logAsCommand(): void {
  logDestination().toStandardError();
  readSettingsFile();
  const level = levelOf(process.env.LOG_LEVEL);
  log.level = level === "info" ? "warn" : level;
}
