import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** How to start one of PostgreSQL's programs: it refuses to run as root. */
export type Account = {
  describe: string;
  /** Creates a directory that only this account can use. */
  ownDirectory(path: string): void;
  command(program: string, args: string[]): { file: string; args: string[]; uid?: number; gid?: number };
};

/**
 * Chooses the account that runs the server: the current one, or, for root, the owner of the data directory, the
 * `postgres` account, or `nobody`. Creates no account.
 */
export function chooseAccount(dataDir: string, programs: string): Account {
  const uid = process.getuid?.();
  if (uid !== 0) return currentAccount(dataDir, uid);
  const { name, ids } = unprivileged(dataDir);
  // Other accounts cannot enter a clone under /root: let the server pass through without opening the folder.
  const passThrough = [dataDir, programs].some((path) => !isReachable(path, ids));
  return {
    describe: name,
    ownDirectory(path) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      chownSync(path, ids.uid, ids.gid);
    },
    command: (program, args) =>
      passThrough ? withDirectoryAccess(ids, program, args) : { file: program, args, ...ids },
  };
}

type Ids = { uid: number; gid: number };

function currentAccount(dataDir: string, uid: number | undefined): Account {
  if (existsSync(dataDir) && uid !== undefined && statSync(dataDir).uid !== uid) {
    throw new Error(
      `${dataDir} belongs to another account (it was probably created by root): run as that account, or delete it to begin anew.`,
    );
  }
  return {
    describe: "the current account",
    ownDirectory: (path) => void mkdirSync(path, { recursive: true, mode: 0o700 }),
    command: (file, args) => ({ file, args }),
  };
}

function unprivileged(dataDir: string): { name: string; ids: Ids } {
  if (existsSync(join(dataDir, "PG_VERSION"))) {
    const { uid, gid } = statSync(dataDir);
    if (uid !== 0) return { name: `account ${uid}`, ids: { uid, gid } };
  }
  for (const name of ["postgres", "nobody"]) {
    const entry = readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"))
      .find((fields) => fields[0] === name);
    if (entry) return { name, ids: { uid: Number(entry[2]), gid: Number(entry[3]) } };
  }
  throw new Error("PostgreSQL cannot run as root, and this system has neither a `postgres` nor a `nobody` account.");
}

function isReachable(path: string, { uid, gid }: Ids): boolean {
  for (let folder = resolve(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!existsSync(folder)) continue;
    const stat = statSync(folder);
    const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    if ((stat.mode & bit) === 0) return false;
  }
  return true;
}

function withDirectoryAccess({ uid, gid }: Ids, program: string, args: string[]) {
  const capability = "+dac_override";
  const flags = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", `--inh-caps=${capability}`];
  // Without the securebit, access(2) would ignore the capability.
  const wrapper = [...flags, `--ambient-caps=${capability}`, "--securebits=+no_setuid_fixup"];
  try {
    execFileSync("setpriv", [...wrapper, program, "--version"], { stdio: "pipe" });
  } catch (cause) {
    throw new Error(
      `PostgreSQL cannot run as root, and account ${uid} cannot reach ${program}: move the project to a folder that ` +
        "other accounts may enter, or run as another user.",
      { cause },
    );
  }
  return { file: "setpriv", args: [...wrapper, program, ...args] };
}
