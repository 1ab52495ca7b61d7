import type { ClientBase } from "pg";

/** Whether the database has the extension. */
export async function hasCitus(client: ClientBase): Promise<boolean> {
  return (await client.query("SELECT FROM pg_extension WHERE extname = 'citus'")).rowCount === 1;
}
