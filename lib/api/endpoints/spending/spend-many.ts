import type { z } from "zod";
import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { batchItem, type batchResult } from "@/lib/api/endpoints/spending/batch";
import { storedMetadata } from "@/lib/api/endpoints/spending/dimensions";
import { type Priced, pricing } from "@/lib/api/endpoints/spending/priced";
import { debitProblem } from "@/lib/api/endpoints/spending/refusals";
import { wasSpent } from "@/lib/api/endpoints/spending/was-done";
import { type Account, creditAccount } from "@/lib/api/http/account";
import { actorOf, type Caller } from "@/lib/api/http/caller";
import { findAccounts } from "@/lib/api/http/find-accounts";
import { storedKey } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { outage } from "@/lib/api/http/outages";
import { parseBody } from "@/lib/api/http/parse";
import { invalidFields, PROBLEMS, Problem, problem } from "@/lib/api/http/problems";
import { noSuchAccount } from "@/lib/api/http/target-account";
import type { Database } from "@/lib/db";
import type { SpendQueue } from "@/lib/ledger/open-spend-queue";
import { log } from "@/lib/log";

type Result = z.input<typeof batchResult>;
type Spend = { accountId: string; charge: Priced; item: z.output<typeof batchItem> };

/**
 * Spends each item separately and returns the results in order. Items of one account are processed one after another.
 */
export async function spendMany(
  { database, queue }: { database: Database; queue: SpendQueue },
  caller: Caller,
  items: readonly unknown[],
  now: Date,
): Promise<Result[]> {
  const spends = await prepare(database, caller, items, now);
  return Promise.all(
    spends.map((spend) => (spend instanceof Problem ? refusal(spend) : spendOne(queue, caller, spend, now))),
  );
}

async function prepare(database: Database, caller: Caller, items: readonly unknown[], now: Date) {
  const parsed = items.map((item) => parseBody(batchItem, item));
  const names = parsed.flatMap((item) => (item instanceof Problem || !item.value.account ? [] : [item.value.account]));
  const accounts = await findAccounts(database.sql, names);
  const opened = new Map<string, string>();
  const accountIdOf = async (owner: Account) => {
    const accountId = opened.get(owner.userId) ?? (await creditAccount(owner, database, now));
    opened.set(owner.userId, accountId);
    return accountId;
  };
  const price = pricing(database.sql);
  const spends: (Spend | Problem)[] = [];
  for (const item of parsed) {
    const owner = item instanceof Problem ? item : ownerOf(caller, item.value.account, accounts);
    if (item instanceof Problem) spends.push(item);
    else if (owner instanceof Problem) spends.push(owner);
    else {
      const accountId = await accountIdOf(owner);
      const charge = await price(
        item.value,
        wasSpent(database.sql, accountId, storedKey(caller, item.value.idempotencyKey)),
      );
      spends.push(charge instanceof Problem ? charge : { accountId, charge, item: item.value });
    }
  }
  return spends;
}

function ownerOf(caller: Caller, account: string | undefined, accounts: Awaited<ReturnType<typeof findAccounts>>) {
  const isService = caller.key?.service === true;
  if (account === undefined) {
    return isService ? invalidFields([{ field: "account", message: "Required for service keys." }]) : caller;
  }
  const found = accounts.get(account);
  return found && (isService || found.userId === caller.userId) ? found : noSuchAccount();
}

async function spendOne(queue: SpendQueue, caller: Caller, spend: Spend, now: Date): Promise<Result> {
  const { accountId, charge, item } = spend;
  try {
    const result = await queue.debit(
      {
        ...charge,
        accountId,
        idempotencyKey: storedKey(caller, item.idempotencyKey),
        description: item.description,
        metadata: storedMetadata(item, charge.items),
        actor: actorOf(caller),
      },
      now,
    );
    if (!result.ok) return refusal(debitProblem(result));
    const { entry, balance, available, replayed } = result;
    return {
      status: 200,
      entry: toEntryView(entry),
      balance: jsonInteger(balance),
      available: jsonInteger(available),
      replayed,
    };
  } catch (error) {
    // Other items have been spent, so their results are still returned. This one can be sent again with its key.
    const away = outage(error);
    log[away ? "warn" : "error"]({ err: error, accountId }, "an item of a batch failed");
    return refusal(away ?? problem("batch_item_failed"));
  }
}

function refusal({ code, detail, options }: Problem): Result {
  const { status, title } = PROBLEMS[code];
  return { status, code, title, detail, ...(options.errors && { errors: options.errors }), ...options.members };
}
