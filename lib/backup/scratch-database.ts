import { connect } from "./connect";

/** Creates an empty database beside another one, for `work`, and drops it. The role must be allowed to create databases. */
export async function withScratchDatabase<T>(besideUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const client = await connect(besideUrl);
  try {
    const { rows } = await client.query<{ name: string }>(
      "SELECT format('%s_drill_%s', left(current_database(), 40), pg_backend_pid()) AS name",
    );
    const name = rows[0]?.name ?? "refill_drill";
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template0`);
    try {
      const url = new URL(besideUrl);
      url.pathname = `/${encodeURIComponent(name)}`;
      return await work(url.href);
    } finally {
      await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}
