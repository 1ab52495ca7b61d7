import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { dayStarts } from "./calendar";
import { isTimeZone, timeZones } from "./time-zones";

const db = await testDatabase();

test("every time zone on the list is the same zone to Node and to PostgreSQL", { tags: ["full"] }, async () => {
  // A year that both have complete data for: later changes are only in the newer of the two.
  // If midnight occurs twice, PostgreSQL returns the second, but the day starts at the first.
  const rows = await db.sql<{ name: string; starts: Date[] }>`
    SELECT
      zone.name,
      array_agg(
        CASE WHEN (start - interval '1 hour') AT TIME ZONE zone.name = day THEN start - interval '1 hour' ELSE start END
        ORDER BY day
      ) AS starts
    FROM unnest(${timeZones()}::text[]) AS zone (name),
      generate_series('2024-01-01'::timestamp, '2024-12-31', '1 day') AS day,
      LATERAL (SELECT day AT TIME ZONE zone.name AS start) AS midnight
    GROUP BY zone.name`;
  expect(rows).toHaveLength(timeZones().length);
  const others = rows.filter(({ name, starts }) => {
    const ours = dayStarts("2024-01-01", starts.length, name);
    return starts.some((at, index) => at.getTime() !== ours[index]?.getTime());
  });
  expect(others.map(({ name }) => name)).toEqual([]);
});

test("no name on the list is an abbreviation, which PostgreSQL would read first", async () => {
  const abbreviations = await db.sql<{ abbrev: string }>`
    SELECT abbrev FROM pg_timezone_abbrevs WHERE utc_offset <> '0' OR is_dst`;
  expect(abbreviations.map(({ abbrev }) => abbrev).filter(isTimeZone)).toEqual([]);
});

test.each([
  "CAT",
  "IST",
  "BST",
  "AST",
  "NST",
  "ACT",
  "ART",
  "CST",
  "PST",
  "CET",
  "US/Pacific-New",
  "SystemV/PST8",
  "Factory",
  "+02:00",
  "europe/berlin",
  "__proto__",
  "",
])("%s is no time zone", (name) => {
  expect(isTimeZone(name)).toBe(false);
});

test.each([
  "UTC",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Asia/Calcutta",
  "Europe/Kyiv",
  "America/Argentina/Cordoba",
  "US/Pacific",
])("%s is a time zone", (name) => {
  expect(isTimeZone(name)).toBe(true);
});
