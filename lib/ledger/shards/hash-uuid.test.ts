import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { hashUuid } from "@/lib/ledger/shards/hash-uuid";

const db = await testDatabase();

test.each([
  ["00000000-0000-0000-0000-000000000000", 1_353_656_403],
  ["ffffffff-ffff-ffff-ffff-ffffffffffff", -682_383_255],
  ["01890a5d-ac96-774b-bcce-b302099a8057", -962_631_976],
])("the hash of %s is the one that PostgreSQL has always had", (uuid, hash) => {
  expect(hashUuid(uuid)).toBe(hash);
});

test("the hash of any uuid is the one that this PostgreSQL has", async () => {
  const uuids = Array.from({ length: 20_000 }, () => randomUUID());
  const rows = await db.sql<{ id: string; hash: number }>`
    SELECT id::text, uuid_hash(id) AS hash FROM unnest(${uuids}::uuid[]) AS id`;
  expect(rows).toHaveLength(uuids.length);
  expect(rows.filter(({ id, hash }) => hashUuid(id) !== hash)).toEqual([]);
});

test("what is not a uuid has no hash", () => {
  expect(() => hashUuid("01890a5d")).toThrow("is not a uuid");
});
