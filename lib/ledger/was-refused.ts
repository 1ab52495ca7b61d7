import pg from "pg";

/**
 * Whether the database itself reports that a statement failed without effect, for a reason that lies in the request. False
 * when the answer was lost, or when any other request would fail the same way now.
 */
export function wasRefused(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.severity === "ERROR" && !OF_THE_SERVER.test(error.code ?? "");
}

// Classes 53 (resources), 55 (invalid state: a lock was not available), 57 (operator), 58 (system), XX (internal).
const OF_THE_SERVER = /^(53|55|57|58|XX)/;
