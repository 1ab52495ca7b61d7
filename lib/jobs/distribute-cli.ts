import { parseArgs } from "node:util";
import pg from "pg";
import { commandEnv } from "@/lib/env/command-env";
import { databaseUrls } from "@/lib/env/database-urls";
import { exitBehindPooler } from "@/lib/jobs/check-connections";
import { distributeLedger } from "@/lib/ledger/distribute/distribute-ledger";
import type { Server } from "@/lib/ledger/distribute/join-cluster";
import { type NodeShare, readCluster } from "@/lib/ledger/distribute/read-cluster";
import { NotDistributed, stepsTo } from "@/lib/ledger/distribute/steps";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run scale:distribute`: divides the ledger by account over the workers of a Citus cluster (docs/scale-out.md).

const USAGE = `npm run scale:distribute                          divides the ledger over the workers of the cluster
npm run scale:distribute -- --worker HOST:PORT    adds a worker first; repeat it for each
npm run scale:distribute -- --shards 64           with so many shards; 32 by default
npm run scale:distribute -- --coordinator HOST:PORT   how workers reach this server, if not as in the URL
npm run scale:distribute -- --dry-run             says what it would do, and changes nothing
npm run scale:distribute -- --status              shows the workers, their shards and their rows
Uses DATABASE_MIGRATE_URL, or DATABASE_DIRECT_URL, or DATABASE_URL: that of the coordinator. Can be repeated.`;

type Asked = {
  mode: "distribute" | "dry-run" | "status" | "help";
  coordinator: Server | null;
  workers: Server[];
  shards: number | null;
};

const asked = readArguments();
process.exitCode = asked === null ? 2 : await run(asked);

function readArguments(): Asked | null {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      options: {
        worker: { type: "string", multiple: true, default: [] },
        coordinator: { type: "string" },
        shards: { type: "string" },
        "dry-run": flag,
        status: flag,
        help: flag,
      },
    });
    const modes = (["dry-run", "status", "help"] as const).filter((mode) => values[mode]);
    if (modes.length > 1) throw new Error("Choose one of --dry-run, --status and --help.");
    return {
      mode: modes[0] ?? "distribute",
      coordinator: values.coordinator === undefined ? null : toServer("--coordinator", values.coordinator),
      workers: values.worker.map((text) => toServer("--worker", text)),
      shards: values.shards === undefined ? null : toShards(values.shards),
    };
  } catch (error) {
    console.error(`${sentenceOf(error)}\n\n${USAGE}`);
    return null;
  }
}

function toServer(option: string, text: string): Server {
  const [, host = "", port = ""] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host === "") throw new Error(`${option} is HOST:PORT, such as 10.0.0.2:5432.`);
  return { host, port: Number(port) };
}

function toShards(text: string): number {
  const shards = Number(text);
  if (!Number.isInteger(shards) || shards < 1 || shards > 1024) throw new Error("--shards is a number from 1 to 1024.");
  return shards;
}

async function run({ mode, ...wish }: Asked): Promise<number> {
  if (mode === "help") {
    console.log(USAGE);
    return 0;
  }
  const { owner: url } = databaseUrls(commandEnv());
  await exitBehindPooler("owner");
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    if (mode === "status") return tell(await readCluster(client));
    const { already } = await distributeLedger(client, { url, ...wish }, stepsTo(console.log, mode === "dry-run"));
    if (mode === "dry-run") console.log("Nothing was changed.");
    else console.log(already ? "The ledger was already divided." : "The ledger is divided. Now run npm run verify.");
    return 0;
  } catch (error) {
    console.error(error instanceof NotDistributed ? error.message : `The ledger was not divided. ${sentenceOf(error)}`);
    return 1;
  } finally {
    await client.end();
  }
}

function tell(shares: NodeShare[] | null): number {
  if (shares === null) {
    console.log("The ledger is whole: it is not divided.");
    return 0;
  }
  for (const { place, shards, accounts, entries, size } of shares) {
    console.log(`${place}: ${shards} shards, ${accounts} accounts, ${entries} entries, ${size}.`);
  }
  return 0;
}

function sentenceOf(error: unknown): string {
  if (error instanceof AggregateError)
    return `The database does not respond: ${error.errors.map(sentenceOf).join("; ")}`;
  return error instanceof Error ? error.message : String(error);
}
