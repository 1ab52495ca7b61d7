import { extendHoldEndpoint } from "@/lib/api/endpoints/holds/definition";
import { mayEndHold } from "@/lib/api/endpoints/holds/may-end-hold";
import { holdProblem } from "@/lib/api/endpoints/holds/refusals";
import { toHoldView } from "@/lib/api/endpoints/holds/view";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { creditAccount } from "@/lib/api/http/account";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem, problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { extendHold } from "@/lib/ledger/extend-hold";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(extendHoldEndpoint, async ({ caller, account, params, body, database, now }) => {
    const accountId = await creditAccount(account, database, now);
    if (!(await mayEndHold(database.sql, caller, accountId, params.id))) return problem("unknown_hold");
    const staysAsLarge = body.amount === undefined && body.meter === undefined && body.items === undefined;
    const charge = staysAsLarge ? null : await pricing(database.sql)(body);
    if (charge instanceof Problem) return charge;
    const { expiresInSeconds } = body;
    const result = await extendHold(
      database.sql,
      { accountId, holdId: params.id, amount: charge?.amount, expiresInSeconds },
      now,
    );
    if (!result.ok) return holdProblem(result);
    const { hold, balance, available, replayed } = result;
    return { ...toHoldView(hold), balance: jsonInteger(balance), available: jsonInteger(available), replayed };
  }),
});
