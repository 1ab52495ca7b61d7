import { format, stripVTControlCharacters } from "node:util";
import { log } from "@/lib/log";
import { oncePerProcess } from "@/lib/once-per-process";

const LEVELS = { error: "error", warn: "warn", log: "info", info: "info", debug: "debug" } as const;

/**
 * Turns what Next and libraries print into lines of the log. Next prints an error that a page, route or action did not
 * handle and then reports it: the line waits for the report, which knows the route. Returns a function that undoes it.
 */
export function logConsole(): () => void {
  const before = Object.fromEntries(Object.keys(LEVELS).map((name) => [name, console[name as keyof typeof LEVELS]]));
  for (const [name, level] of Object.entries(LEVELS)) {
    console[name as keyof typeof LEVELS] = (...values: unknown[]) => {
      const error = values.find((value) => value instanceof Error);
      const words = stripVTControlCharacters(format(...values.filter((value) => value !== error))).trim();
      if (error) setImmediate(() => logUnhandled(error, {}, words));
      else log[level](words);
    };
  }
  return () => void Object.assign(console, before);
}

/** Logs an error that nothing handled, once. */
export function logUnhandled(error: unknown, where: Record<string, string>, words = ""): void {
  if (typeof error === "object" && error !== null) {
    if (logged().has(error)) return;
    logged().add(error);
  }
  log.error({ err: error, ...where }, words || "unhandled error");
}

const logged = oncePerProcess("loggedErrors", () => new WeakSet<object>());
