import pg from "pg";
import { vi } from "vitest";

/** The statements that all connections of this process send during `work`, without those that only set up a connection. */
export async function queriesDuring(work: () => Promise<unknown>): Promise<string[]> {
  const texts: string[] = [];
  const spy = vi.spyOn(pg.Client.prototype, "query");
  try {
    await work();
    for (const [query] of spy.mock.calls as unknown as [string | { text?: string }][]) {
      const text = typeof query === "string" ? query : query?.text;
      if (text && !text.startsWith("SET ")) texts.push(text);
    }
  } finally {
    spy.mockRestore();
  }
  return texts;
}
