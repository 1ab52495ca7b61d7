import type { ClientBase } from "pg";
import { runAndFindLocks } from "./locks";
import { type MigrationFile, notAccepted } from "./migration-files";
import { shapeOf, whyCodeBreaks } from "./shape";

/**
 * Applies all migrations to an empty database and returns a sentence for each way in which one after the first would stop
 * a running app, or all since the last `released` one would break the code of that release.
 */
export async function checkMigrations(
  client: ClientBase,
  [first, ...later]: readonly MigrationFile[],
  released: string,
): Promise<string[]> {
  if (first) await client.query(first.sql);
  const found: string[] = [];
  let shape = await shapeOf(client);
  for (const { name, sql } of later) {
    const locks = notAccepted(await runAndFindLocks(client, sql), sql);
    found.push(...locks.map(({ sentence }) => `${name}: ${sentence}`));
    if (name <= released) shape = await shapeOf(client);
  }
  const unreleased = later.filter(({ name }) => name > released);
  const breaks = whyCodeBreaks(shape, await shapeOf(client));
  const accepted = unreleased.map(({ sql }) => sql).join("\n");
  found.push(...notAccepted(breaks, accepted).map(({ sentence }) => `Since ${released}: ${sentence}`));
  return found;
}
