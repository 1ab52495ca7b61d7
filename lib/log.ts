import pino from "pino";
import { logDestination } from "@/lib/log/destination";
import { loggedError } from "@/lib/log/logged-error";
import { logContext } from "@/lib/log-context";

/**
 * Structured logs on standard output, one JSON object per line (docs/observability.md). Each line names its request or
 * job. Errors are reduced to what says nothing of a person, and every line is searched for secrets and addresses.
 */
export const log = pino(
  {
    level: process.env.LOG_LEVEL ?? "info",
    // A copy: pino adds the line's own fields to it, and they win.
    mixin: () => ({ ...logContext() }),
    serializers: { err: loggedError },
  },
  logDestination(),
);
