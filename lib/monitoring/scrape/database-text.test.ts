import { expect, test } from "vitest";
import { databaseText } from "@/lib/monitoring/scrape/database-text";
import { parseMetrics, sumOf } from "@/lib/monitoring/testing/parse-metrics";

/** A reader whose results are given one by one, and a clock that only moves when it is told to. */
function staged() {
  const reads: { resolve: (text: string) => void; reject: (error: Error) => void }[] = [];
  let at = 0;
  const text = databaseText({
    read: () => new Promise((resolve, reject) => reads.push({ resolve, reject })),
    clock: () => at,
    patienceMs: 20,
  });
  const advance = (ms: number) => {
    at += ms;
  };
  return { text, reads, advance };
}

const up = (text: string) => sumOf(parseMetrics(text), "refill_database_up");

test("two scrapers cost one read, and so do all scrapes of a few seconds", async () => {
  const { text, reads, advance } = staged();
  const both = [text(), text()];
  expect(reads).toHaveLength(1);
  reads[0]?.resolve("");
  const [one, other] = await Promise.all(both);
  expect(one).toBe(other);
  advance(4_900);
  expect(await text()).toBe(one);
  expect(reads).toHaveLength(1);
  advance(200);
  void text();
  expect(reads).toHaveLength(2);
});

test("a database that refuses is reported as down, and is not asked again at once", async () => {
  const { text, reads } = staged();
  const asked = text();
  reads[0]?.reject(new Error("ECONNREFUSED"));
  expect(up(await asked)).toBe(0);
  expect(up(await text())).toBe(0);
  expect(reads).toHaveLength(1);
});

test("a database that does not answer costs the scraper its patience, and never has a second read to do", async () => {
  const { text, reads } = staged();
  expect(up(await text())).toBe(0);
  const later = text();
  expect(reads).toHaveLength(1);
  reads[0]?.resolve("# HELP a b\n# TYPE a gauge\na 1\n");
  expect(up(await later)).toBe(1);
  expect(await text()).toContain("a 1");
});
