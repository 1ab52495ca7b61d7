import pino, { type DestinationStream } from "pino";
import { redacted } from "@/lib/log/redacted";
import { oncePerProcess } from "@/lib/once-per-process";

// A system call for each line would cost a spend more than the line itself.
const BUFFER_BYTES = 8_192;
const FLUSH_MS = 250;

type LogDestination = DestinationStream & { toStandardError(): void };

/**
 * Where this process writes its log: standard output, until it is told to use standard error. Lines are redacted, and collected for a quarter of a second unless one is an error;
 * what is collected is written when the process exits.
 */
export const logDestination = oncePerProcess("logDestination", (): LogDestination => {
  const open = (dest: 1 | 2) => pino.destination({ dest, sync: true, minLength: BUFFER_BYTES });
  let out = open(1);
  const flush = () => {
    if (isPending) out.flushSync();
    isPending = false;
  };
  let isPending = false;
  setInterval(flush, FLUSH_MS).unref();
  process.on("exit", flush);
  return {
    write: (line) => {
      out.write(redacted(line));
      isPending = true;
      if (isUrgent(line)) flush();
    },
    toStandardError: () => {
      flush();
      out = open(2);
    },
  };
});

/** Whether a line is an error or fatal: pino writes the level first. */
function isUrgent(line: string): boolean {
  return line.startsWith('{"level":5') || line.startsWith('{"level":6');
}
