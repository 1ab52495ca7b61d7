import { openTestDatabase, type TestDatabase } from "@/dev/testing/database";

/** A database without the constraints and triggers that protect the ledger. The caller drops it. */
export async function unguardedDatabase(): Promise<TestDatabase & { drop(): Promise<void> }> {
  const database = await openTestDatabase();
  // One by one: a cluster passes on the text of each.
  await database.pool.query("ALTER TABLE ledger_entry DISABLE TRIGGER ALL");
  await database.pool.query("ALTER TABLE ledger_closing DISABLE TRIGGER ALL");
  await database.pool.query(`
    DO $$
    DECLARE found record;
    BEGIN
      FOR found IN
        SELECT conrelid::regclass AS on_table, conname FROM pg_constraint
        WHERE conrelid::regclass::text IN ('credit_account', 'credit_lot', 'ledger_entry', 'credit_hold') AND contype IN ('c', 'f')
      LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.on_table, found.conname);
      END LOOP;
    END $$`);
  return database;
}
