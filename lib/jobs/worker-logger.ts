import { Logger } from "graphile-worker";
import { log } from "@/lib/log";

const LEVELS = { error: "error", warning: "warn", info: "debug", debug: "trace" } as const;

/** The log of graphile-worker: what it tells of its ordinary work is a detail here. */
export const workerLogger = new Logger((scope) => (level, message, meta) => {
  log[LEVELS[level]]({ ...scope, ...(level === "error" && meta) }, message);
});
