import type { Sql } from "@/lib/db";
import { brokenAccounts } from "@/lib/ledger/invariants/accounts";
import { brokenEntries } from "@/lib/ledger/invariants/entries";
import { brokenHolds } from "@/lib/ledger/invariants/holds";
import { brokenLots } from "@/lib/ledger/invariants/lots";
import { brokenReturns } from "@/lib/ledger/invariants/returns";
import type { Scope } from "@/lib/ledger/invariants/scope";
import type { Violation } from "@/lib/ledger/invariants/violation";

/** Every violation in the accounts of the scope. */
export async function brokenInvariants(sql: Sql, scope: Scope, now: Date): Promise<Violation[]> {
  return [
    ...(await brokenEntries(sql, scope)),
    ...(await brokenAccounts(sql, scope, now)),
    ...(await brokenLots(sql, scope)),
    ...(await brokenHolds(sql, scope)),
    ...(await brokenReturns(sql, scope)),
  ];
}
