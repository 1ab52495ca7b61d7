import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Fault, Proving } from "./prove";

type Given = {
  url: string;
  key: string;
  accounts: string[];
  /** Each a name and a shell command: "kill -9 of the app=ssh app systemctl kill -s KILL refill". */
  faults: string[];
};

/** Your own staging: what happens to it are commands of yours. */
export function startRemote({ url, key, accounts, faults }: Given): Proving {
  if (!key) throw new Error("Pass a service key: --key, or REFILL_SERVICE_KEY.");
  if (accounts.length === 0) throw new Error("Pass at least one --account with credits to spend, one for each spend.");
  return {
    url: url.replace(/\/$/, ""),
    key,
    accounts,
    faults: faults.map(toFault),
    check: async () => [],
    stop: async () => undefined,
  };
}

function toFault(given: string): Fault {
  const at = given.indexOf("=");
  if (at < 1)
    throw new Error(`--fault: write a name and a command, such as "restart=systemctl restart refill", not "${given}".`);
  const command = given.slice(at + 1);
  return {
    name: given.slice(0, at),
    cause: async () => {
      await promisify(execFile)("sh", ["-c", command]);
    },
  };
}
