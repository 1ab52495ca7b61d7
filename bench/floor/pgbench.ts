import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type Candidate, toFigures } from "@/bench/measure";
import { findBinaries } from "@/dev/postgres/binaries";
import { run } from "@/dev/processes";
import { MINIMAL } from "./minimal";

/** pgbench, when this machine has it: beside the embedded server, on the PATH, or where Debian puts it. */
export function findPgbench(): string | null {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    join(findBinaries().root, "bin"),
    ...(process.env.PATH ?? "").split(":"),
    ...versions.map((version) => join(debian, version, "bin")),
  ];
  return folders.map((folder) => join(folder, "pgbench")).find(existsSync) ?? null;
}

const CONNECTIONS_A_SECOND = 100;

/** The floor by a client written in C: as many connections as callers. */
export function minimalThroughPgbench(pgbench: string, url: string, accounts: number): Candidate {
  return async (callers, seconds) => {
    const folder = mkdtempSync(join(tmpdir(), "refill-pgbench-"));
    try {
      const script = join(folder, "debit.sql");
      const statement = MINIMAL(":id").replaceAll("\n", " ").trim();
      writeFileSync(script, `\\set id random(1, ${accounts})\n${statement};\n`);
      const threads = String(Math.min(callers, availableParallelism()));
      // The clock of -T runs while it connects; what is measured begins with the first transaction.
      const duration = Math.round(seconds + callers / CONNECTIONS_A_SECOND) || 1;
      const load = ["-c", String(callers), "-j", threads, "-T", String(duration)];
      const log = ["--log", `--log-prefix=${join(folder, "log")}`];
      await run(pgbench, ["-n", "-M", "prepared", ...load, ...log, "-f", script, url]);
      return readLogs(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

// A line per transaction: client, number, microseconds it took, script, and when it ended in seconds and microseconds.
// https://www.postgresql.org/docs/current/pgbench.html, "Per-Transaction Logging"
function readLogs(folder: string) {
  const times: number[] = [];
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const file of readdirSync(folder).filter((name) => name.startsWith("log"))) {
    for (const line of readFileSync(join(folder, file), "utf8").trimEnd().split("\n")) {
      const [, , tookUs = 0, , seconds = 0, micros = 0] = line.split(" ").map(Number);
      const ended = seconds + micros / 1e6;
      times.push(tookUs / 1_000);
      first = Math.min(first, ended - tookUs / 1e6);
      last = Math.max(last, ended);
    }
  }
  if (times.length === 0) throw new Error("pgbench made no transaction.");
  return toFigures(times, last - first);
}
