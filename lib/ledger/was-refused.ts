import pg from "pg";

/**
 * Whether the database says itself that a statement failed and left nothing behind, for a reason that lies in what was
 * asked. False when the answer was lost, or when the same would happen to anything else that is asked now.
 */
export function wasRefused(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === "ERROR" && !OF_THE_SERVER.test(error.code ?? "");
}

// Classes 53 (resources), 55 (not in that state: a lock was not to be had), 57 (operator), 58 (system), XX (internal).
const OF_THE_SERVER = /^(53|55|57|58|XX)/;
