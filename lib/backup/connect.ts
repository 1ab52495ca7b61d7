import pg from "pg";

/**
 * A connection of its own, without time limits. A password that the URL leaves out comes from PGPASSWORD or ~/.pgpass. The
 * caller must end it.
 */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true });
  // A connection that breaks makes the running statement fail; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
