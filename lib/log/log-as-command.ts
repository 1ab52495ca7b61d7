import { log } from "@/lib/log";
import { logDestination } from "@/lib/log/destination";

/**
 * For commands, whose standard output is their report: the log goes to standard error, from warnings on. LOG_LEVEL=debug or
 * trace shows all of it.
 */
export function logAsCommand(): void {
  logDestination().toStandardError();
  if (log.isLevelEnabled("info") && !log.isLevelEnabled("debug")) log.level = "warn";
}
