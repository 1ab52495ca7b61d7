import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ClientBase } from "pg";

const FOLDER = "prisma/functions";

/** A function in prisma/functions: its file, and its text with the comment above it. */
export type WrittenFunction = { name: string; file: string; text: string };

/** Reads prisma/functions, by file and in the order of each file. */
export function writtenFunctions(): WrittenFunction[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".sql"))
    .sort()
    .flatMap((file) => splitFunctions(file, readFileSync(join(FOLDER, file), "utf8")));
}

function splitFunctions(file: string, text: string): WrittenFunction[] {
  // Each ends with the first `$$;` that ends a line.
  const parts = text.split(/(?<=\$\$;\n)/).map((part) => part.trim());
  return parts.map((part) => {
    const name = /^CREATE OR REPLACE FUNCTION (\w+)\(/m.exec(part)?.[1];
    if (!name) throw new Error(`${FOLDER}/${file} may hold only CREATE OR REPLACE FUNCTION name( … $$;`);
    return { name, file, text: `${part}\n` };
  });
}

/** A function as PostgreSQL stores it. `signature` is its name, arguments and return type. */
export type KeptFunction = { name: string; signature: string; drop: string; definition: string };

/** The functions of a migrated database, and those that prisma/functions would create there. Changes nothing. */
export async function compareFunctions(
  client: ClientBase,
  written = writtenFunctions(),
): Promise<{ migrated: KeptFunction[]; files: KeptFunction[] }> {
  await client.query("BEGIN");
  try {
    await client.query("CREATE SCHEMA written");
    // Types, tables and called functions are found in public.
    await client.query("SET LOCAL search_path = written, public");
    await client.query("SET LOCAL check_function_bodies = off");
    for (const { text } of written) await client.query(text);
    await client.query("SET LOCAL check_function_bodies = on");
    for (const { text } of written) await client.query(text);
    return { migrated: await functionsOf(client, "public"), files: await functionsOf(client, "written") };
  } finally {
    await client.query("ROLLBACK");
  }
}

async function functionsOf(client: ClientBase, schema: string): Promise<KeptFunction[]> {
  const { rows } = await client.query<KeptFunction>(
    `SELECT proname AS name,
       format('%s(%s) RETURNS %s', proname, pg_get_function_arguments(oid), pg_get_function_result(oid)) AS signature,
       format('DROP FUNCTION %s(%s);', proname, pg_get_function_identity_arguments(oid)) AS drop,
       replace(pg_get_functiondef(oid), $1 || '.', '') AS definition
     FROM pg_proc WHERE pronamespace = $1::regnamespace AND prokind = 'f'
     ORDER BY 2`,
    [schema],
  );
  return rows;
}

/**
 * The SQL that updates a migrated database to prisma/functions: it drops functions that were removed or have other
 * arguments or another return type, then repeats each function that is new or differs. Empty when nothing differs.
 */
export async function functionChanges(client: ClientBase, written = writtenFunctions()): Promise<string> {
  const { migrated, files } = await compareFunctions(client, written);
  const signatures = new Set(files.map(({ signature }) => signature));
  const definitions = new Set(migrated.map(({ definition }) => definition));
  const drops = migrated.filter(({ signature }) => !signatures.has(signature)).map(({ drop }) => `${drop}\n`);
  const changed = new Set(files.filter(({ definition }) => !definitions.has(definition)).map(({ name }) => name));
  const texts = written.filter(({ name }) => changed.has(name)).map(({ text }) => text);
  return [...(drops.length > 0 ? [drops.join("")] : []), ...texts].join("\n");
}
