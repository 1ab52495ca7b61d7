import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { fingerprint } from "@/dev/testing/fingerprint";
import { distributeLedger } from "@/lib/ledger/distribute/distribute-ledger";
import { LEDGER_TABLES } from "@/lib/ledger/distribute/ledger-tables";
import { readCluster } from "@/lib/ledger/distribute/read-cluster";
import { isDistributed, readPlacement } from "@/lib/ledger/distribute/read-placement";
import { NotDistributed, stepsTo } from "@/lib/ledger/distribute/steps";

// On a cluster lib/jobs/distribute-cli.test.ts is for it.
const onOneServer = test.skipIf(process.env.CITUS_URL);
const db = await testDatabase();
const client = await db.pool.connect();
afterAll(() => client.release());

onOneServer.each([true, false])(
  "a server without Citus is refused in a sentence, and nothing is changed (dry run: %s)",
  async (dryRun) => {
    const before = await fingerprint(db.sql);
    const said: string[] = [];
    const wish = { url: db.url, coordinator: null, workers: [{ host: "worker", port: 5432 }], shards: null };
    const refused = await distributeLedger(
      client,
      wish,
      stepsTo((line) => said.push(line), dryRun),
    ).catch((error) => error);
    expect(refused).toBeInstanceOf(NotDistributed);
    expect(refused.message).toContain(" has no Citus: install the extension there, or use the image citusdata/citus.");
    expect(said).toEqual([]);
    expect(await fingerprint(db.sql)).toEqual(before);
  },
);

onOneServer("a ledger on one server is whole", async () => {
  expect(await isDistributed(client)).toBe(false);
  expect(await readCluster(client)).toBe(null);
  expect(await readPlacement(client)).toEqual(
    LEDGER_TABLES.map(({ table }) => ({ table, column: null, colocation: null, shards: null })),
  );
});
