import type { TestDatabase } from "@/dev/testing/database";

/** Ends the connections of a database's pools, as a stopped app would. */
export async function disconnectAll({ url }: TestDatabase, { sql }: Pick<TestDatabase, "sql">): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await sql`
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = ${name} AND pid <> pg_backend_pid()`;
}
