import { onTestFinished, vi } from "vitest";
import { log } from "@/lib/log";
import { logDestination } from "@/lib/log/destination";
import { redacted } from "@/lib/log/redacted";

type Line = Record<string, unknown> & { level: number; msg: string };

/** What is logged from now to the end of the test, at every level, as it would stand in the log. */
export function logLines(): Line[] {
  const lines: Line[] = [];
  const level = log.level;
  log.level = "trace";
  const spy = vi.spyOn(logDestination(), "write").mockImplementation((line) => {
    lines.push(JSON.parse(redacted(line)));
  });
  onTestFinished(() => {
    log.level = level;
    spy.mockRestore();
  });
  return lines;
}
