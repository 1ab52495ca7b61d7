import pino from "pino";
import { logDestination } from "@/lib/log/destination";
import { loggedError } from "@/lib/log/logged-error";
import { logContext } from "@/lib/log-context";

/** The level that a setting names; info if it names none, which lib/env reports. */
export function levelOf(setting: string | undefined): pino.LevelWithSilent {
  return isLevel(setting) ? setting : "info";
}

const isLevel = (name: string | undefined): name is pino.LevelWithSilent =>
  name === "silent" || (name !== undefined && Object.hasOwn(pino.levels.values, name));

/**
 * Structured logs on standard output, one JSON object per line (docs/observability.md). Each line names its request or
 * job. Errors are reduced to what says nothing of a person, and every line is searched for secrets and addresses.
 */
export const log = pino(
  {
    level: levelOf(process.env.LOG_LEVEL),
    // A copy: pino adds the line's own fields to it, and they win.
    mixin: () => ({ ...logContext() }),
    serializers: { err: loggedError },
  },
  logDestination(),
);
