import { nowIn } from "@/lib/clock";
import { createDatabase, PATIENCE } from "@/lib/db";
import { type AppRole, grantAppRole } from "@/lib/jobs/grant-app-role";
import type { Violation } from "@/lib/ledger/invariants/violation";
import { ledgerSize } from "@/lib/ledger/ledger-size";
import { verify } from "@/lib/ledger/verify";

export type FinishedRestore = {
  accounts: bigint;
  entries: bigint;
  violations: Violation[];
  /** The app's role with its privileges; null where one role does both; or why that role cannot connect. */
  role: AppRole | { ok: false; reason: "no_access"; sentence: string } | null;
};

/** Grants the app's role what it needs in a restored database, and recomputes its ledger. `appUrl` connects as that role. */
export async function finishRestore(databaseUrl: string, appUrl: string | null): Promise<FinishedRestore> {
  const owner = createDatabase(databaseUrl, 2, PATIENCE.batch);
  try {
    const role = appUrl === null ? null : await grantAppRole(owner.pool, appUrl).catch(noAccess);
    const violations = await verify(owner.sql, "all", await nowIn(owner.prisma));
    return { ...(await ledgerSize(owner.sql, "all")), violations, role };
  } finally {
    await owner.close();
  }
}

function noAccess(error: unknown) {
  const sentence = error instanceof Error ? error.message : String(error);
  return { ok: false, reason: "no_access", sentence } as const;
}

/** The restored database as the role of another URL. */
export function asRoleOf(appUrl: string, databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const { username, password } = new URL(appUrl);
  url.username = username;
  url.password = password;
  return url.href;
}
