import pg from "pg";
import { EngineError } from "./errors.mjs";

/**
 * The driver's settings for a URL, taken apart: with a connection string the driver would ignore another `database`,
 * and the engine needs that for its shadow database. Prisma's `schema` parameter becomes the search path.
 */
export function connectionConfig(url) {
  const { host, port, user, password, database, ssl } = new pg.Client({ connectionString: url });
  const schema = new URL(url).searchParams.get("schema") ?? undefined;
  return {
    schema,
    config: { host, port, user, password, database, ssl, ...(schema && { options: `-c search_path="${schema}"` }) },
  };
}

/** The URL to work on. The engine always connects, even to compare two files. */
export function requireUrl(datasource) {
  if (datasource?.url) return datasource.url;
  throw new EngineError("P1012", "Set DATABASE_URL, such as postgres://user:password@localhost:5432/refill.");
}

/** Connects once. Throws an EngineError that says why it cannot. */
export async function checkConnection(url) {
  await withClient(connectionConfig(url).config, async () => undefined);
}

/** Creates the database that the URL names, unless it is there by now, and returns its name. */
export async function createDatabase(url) {
  const { config } = connectionConfig(url);
  await withClient({ ...config, options: undefined, database: "postgres" }, async (client) => {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(config.database)}`).catch((error) => {
      // Two deployments that start together both find it missing; the slower one meets the faster one's database.
      if (error.code !== "42P04" && error.code !== "23505") throw explain(error, config);
    });
  });
  return config.database;
}

async function withClient(config, work) {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw explain(error, config);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function explain(error, { host, port, user, database }) {
  const place = `\`${host}:${port}\``;
  const cause = error?.errors?.[0] ?? error;
  switch (cause?.code) {
    case "3D000":
      return new EngineError("P1003", `Database \`${database}\` does not exist on the database server at ${place}.`);
    case "28P01":
      return new EngineError(
        "P1000",
        `Authentication failed against database server at ${place}, the provided database credentials for \`${user}\` are not valid.`,
      );
    case "28000":
    case "42501":
      return new EngineError(
        "P1010",
        `User \`${user}\` was denied access on the database \`${database}\`: ${cause.message}.`,
      );
    case "ECONNREFUSED":
    case "ENOTFOUND":
    case "EHOSTUNREACH":
    case "ETIMEDOUT":
    case "ECONNRESET":
      return new EngineError(
        "P1001",
        `Can't reach database server at ${place}\n\nPlease make sure your database server is running at ${place}.`,
      );
    default:
      return new EngineError(
        /ssl|tls|certificate/i.test(cause?.message ?? "") ? "P1011" : "P1001",
        `${place}: ${cause?.message ?? cause}`,
      );
  }
}
