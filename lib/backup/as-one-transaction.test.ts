import { expect, test } from "vitest";
import { asOneTransaction } from "@/lib/backup/as-one-transaction";

test("an enum begins with every value that is added to it, in its place", () => {
  const [first, second, third] = asOneTransaction([
    `CREATE TYPE "state" AS ENUM ('A', 'C');\nCREATE TYPE other AS ENUM ('A');`,
    `ALTER TYPE "state" ADD VALUE 'B' BEFORE 'C'; -- ALTER TYPE other ADD VALUE 'comment'`,
    `ALTER TYPE public.state ADD VALUE IF NOT EXISTS 'D';\nalter type state add value 'B2' after 'B';`,
  ]);
  expect(first).toBe(`CREATE TYPE "state" AS ENUM ('A', 'B', 'B2', 'C', 'D');\nCREATE TYPE other AS ENUM ('A');`);
  expect(second).toContain(`ALTER TYPE "state" ADD VALUE IF NOT EXISTS 'B' BEFORE 'C';`);
  expect(third).toBe(
    `ALTER TYPE public.state ADD VALUE IF NOT EXISTS 'D';\nalter type state add VALUE IF NOT EXISTS 'B2' after 'B';`,
  );
});

test("indexes are not built concurrently", () => {
  expect(
    asOneTransaction([
      `CREATE UNIQUE INDEX CONCURRENTLY "a" ON b (c);`,
      `DROP INDEX CONCURRENTLY a;`,
      `COMMENT ON TABLE b IS 'read concurrently';`,
    ]),
  ).toEqual([`CREATE UNIQUE INDEX "a" ON b (c);`, `DROP INDEX a;`, `COMMENT ON TABLE b IS 'read concurrently';`]);
});
