import pg from "pg";
import { afterAll, vi } from "vitest";
import { PROBE } from "@/lib/notifications";

// From before the first connection: each keeps the method that it was opened with (lib/in-turn.ts).
const spy = vi.spyOn(pg.Client.prototype, "query");
afterAll(() => spy.mockRestore());

// What lib/shared-limiter.ts sends at most once a second, for all requests together.
const SHARES_LIMITS = "INSERT INTO rate_limit AS kept";

/**
 * The statements that all connections of this process send during `work`, without those that set up or probe a connection, or
 * share what earlier requests counted.
 */
export async function queriesDuring(work: () => Promise<unknown>): Promise<string[]> {
  spy.mockClear();
  await work();
  return (spy.mock.calls as unknown as [string | { text?: string }][])
    .map(([query]) => (typeof query === "string" ? query : (query.text ?? "")))
    .filter((text) => text !== "" && text !== PROBE && !text.startsWith("SET ") && !text.includes(SHARES_LIMITS));
}
