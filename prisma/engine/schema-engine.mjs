#!/usr/bin/env node
// Prisma's schema engine for its command line, without the native binary that Prisma downloads at install.
// The CLI starts this file (prisma.config.ts says so) and speaks line-delimited JSON-RPC with it; the work is done by
// the same engine compiled to WebAssembly, which comes from npm, over the `pg` driver.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { parseArguments } from "./arguments.mjs";
import { checkConnection, createDatabase, requireUrl } from "./connection.mjs";
import { EngineError, toReply } from "./errors.mjs";
import { adapterFactory } from "./postgres.mjs";
import { loadEngine } from "./wasm.mjs";

const options = parseArguments(process.argv.slice(2));
if (options.command) await runCommand(options.command);
else serve();

/** `cli can-connect-to-database` and `cli create-database`: the answer is the exit code, with the reason on stderr. */
async function runCommand(command) {
  // The CLI discards the first line, which is the native engine's greeting.
  log("INFO", { message: `Starting schema engine CLI ${command}` });
  try {
    if (command === "can-connect-to-database") await checkConnection(requireUrl(options.datasource));
    else if (command === "create-database") await createDatabase(requireUrl(options.datasource));
    else throw new EngineError("P0000", `Unknown command ${command}.`);
  } catch (error) {
    const { message, error_code } = toReply(error).data;
    log("ERROR", { is_panic: false, error_code: error_code ?? "P0000", message });
    process.exitCode = 1;
  }
}

/** Answers requests one after the other, as the native engine does, until the CLI closes the pipe. */
function serve() {
  const lines = createInterface({ input: process.stdin });
  let last = Promise.resolve();
  lines.on("line", (line) => {
    if (line.trim() === "") return;
    last = last.then(async () => {
      const { id, method, params } = JSON.parse(line);
      // Without a method it is the CLI's acknowledgement of a `print`.
      if (method === undefined) return;
      send({ id, ...(await answer(method, params)) });
    });
  });
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

async function answer(method, params) {
  try {
    if (method === "createDatabase")
      return { result: { databaseName: await createDatabase(requireUrl(options.datasource)) } };
    const result = (await callEngine(method, params)) ?? {};
    return { result: method === "diff" ? printed(result) : result };
  } catch (error) {
    return { error: toReply(error) };
  }
}

/** The CLI does not look at a diff's text in the answer: it prints what the engine asks it to. */
function printed({ stdout, ...result }) {
  if (stdout) send({ id: "print", method: "print", params: { content: stdout } });
  return result;
}

/**
 * Methods that compare with the schema the migrations lead to. This build only reads that from a cache, which
 * `devDiagnostic` fills by running the migrations on a shadow database.
 */
const NEEDS_HISTORY = new Set(["evaluateDataLoss", "createMigration"]);

/** An engine remembers the schema it was made with and what a failed request left, so each request has its own. */
async function callEngine(method, params) {
  const SchemaEngine = await loadEngine();
  const datamodels = options.datamodels.map((path) => [path, readFileSync(path, "utf8")]);
  const engine = await SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    (line) => process.stderr.write(`${line}\n`),
    adapterFactory(options.datasource),
  );
  try {
    if (method === "getDatabaseVersion") return await engine.version(params);
    if (NEEDS_HISTORY.has(method))
      await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
    if (typeof engine[method] !== "function") throw new EngineError(undefined, `Unknown method ${method}.`);
    return await engine[method](params);
  } finally {
    // After a panic the engine's memory is gone and freeing it panics again.
    try {
      engine.free();
    } catch (error) {
      log("WARN", { message: `The engine was not freed: ${error}` });
    }
  }
}

function log(level, fields) {
  const line = { timestamp: new Date().toISOString(), level, fields, target: "schema_engine::logger" };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
