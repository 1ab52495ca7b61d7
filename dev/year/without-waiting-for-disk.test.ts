import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { withoutWaitingForDisk } from "./without-waiting-for-disk";

const database = await testDatabase();

/** What the server's configuration says, whatever this session has taken over from it. */
async function configured(): Promise<string[]> {
  const rows = await database.sql<{ setting: string }>`
    SELECT setting FROM pg_file_settings WHERE name = 'synchronous_commit' AND sourcefile LIKE '%postgresql.auto.conf'`;
  return rows.map(({ setting }) => setting);
}

test("commits wait for the disk again after the work, also when it failed", async () => {
  expect(await configured()).toEqual([]);
  const failed = withoutWaitingForDisk(database, async () => {
    expect(await configured()).toEqual(["off"]);
    throw new Error("The year ended early.");
  });
  await expect(failed).rejects.toThrow("The year ended early.");
  expect(await configured()).toEqual([]);
});
