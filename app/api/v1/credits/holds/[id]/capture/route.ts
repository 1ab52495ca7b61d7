import { toEntryView } from "@/lib/api/endpoints/balance/view";
import { captureWithin } from "@/lib/api/endpoints/holds/capture";
import { captureHoldEndpoint } from "@/lib/api/endpoints/holds/definition";
import { mayEndHold } from "@/lib/api/endpoints/holds/may-end-hold";
import { holdProblem } from "@/lib/api/endpoints/holds/refusals";
import { capturedMetadata } from "@/lib/api/endpoints/spending/dimensions";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { wasSpent } from "@/lib/api/endpoints/spending/was-done";
import { creditAccount } from "@/lib/api/http/account";
import { actorOf } from "@/lib/api/http/caller";
import type { Body } from "@/lib/api/http/definition";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, Problem, problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { overdraftOf } from "@/lib/ledger/entry-overdraft";
import { getHold } from "@/lib/ledger/holds";
import type { SpendItem } from "@/lib/ledger/spend-details";
import type { Hold } from "@/lib/ledger/types";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(captureHoldEndpoint, async ({ request, caller, account, params, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, body.idempotencyKey);
    if (idempotency instanceof Problem) return idempotency;
    if (body.overdraftCredits !== undefined && !caller.key?.service) return notForThisKey();
    const accountId = await creditAccount(account, database, now);
    if (!(await mayEndHold(database.sql, caller, accountId, params.id))) return problem("unknown_hold");
    const takesAll = body.amount === undefined && body.meter === undefined && body.items === undefined;
    const retry = wasSpent(database.sql, accountId, idempotency.key);
    const charge = takesAll ? null : await pricing(database.sql)(body, retry);
    if (charge instanceof Problem) return charge;
    const { overdraftCredits } = body;
    const overdraft = overdraftCredits === undefined ? undefined : BigInt(overdraftCredits);
    const result = await captureWithin(
      database,
      {
        ...charge,
        accountId,
        holdId: params.id,
        idempotencyKey: idempotency.key,
        description: body.description,
        metadata: await metadataOf(body, charge?.items ?? null, () => getHold(database.sql, accountId, params.id, now)),
        actor: actorOf(caller),
      },
      { userId: account.userId, overdraft },
      now,
    );
    if (!result.ok) return holdProblem(result, sizeField(body));
    const { entry, balance, available, replayed } = result;
    return {
      entry: toEntryView(entry),
      balance: jsonInteger(balance),
      available: jsonInteger(available),
      replayed,
      overdraft: jsonInteger(overdraftOf(entry)),
    };
  }),
});

type Given = Body<typeof captureHoldEndpoint>;

/** Undefined for what the hold has. The hold is only read if the capture says anything about itself. */
async function metadataOf(body: Given, items: SpendItem[] | null, find: () => Promise<Hold | null>) {
  const {
    amount: _amount,
    meter: _meter,
    quantity: _quantity,
    description: _text,
    idempotencyKey: _key,
    overdraftCredits: _overdraft,
    ...said
  } = body;
  if (Object.keys(said).length === 0) return undefined;
  return capturedMetadata(body, items, (await find())?.metadata ?? null);
}

function notForThisKey(): Problem {
  return invalidFields([
    { field: "overdraftCredits", message: "Only service keys can set this: the plan says how much." },
  ]);
}

function sizeField({ meter, items }: Given): "amount" | "quantity" | "items" {
  if (items !== undefined) return "items";
  return meter === undefined ? "amount" : "quantity";
}
