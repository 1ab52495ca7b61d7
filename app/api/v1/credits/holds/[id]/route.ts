import { getHoldEndpoint } from "@/lib/api/endpoints/holds/definition";
import { toHoldView } from "@/lib/api/endpoints/holds/view";
import { creditAccount } from "@/lib/api/http/account";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { getHold } from "@/lib/ledger/holds";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getHoldEndpoint, async ({ account, params, database, now }) => {
    const hold = await getHold(database.sql, await creditAccount(account, database, now), params.id, now);
    return hold ? toHoldView(hold) : problem("unknown_hold");
  }),
});
