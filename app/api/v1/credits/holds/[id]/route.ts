import { accountOf } from "@/lib/api/account";
import { getHoldEndpoint } from "@/lib/api/definitions/holds";
import { noSuchHold } from "@/lib/api/hold-refusals";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toHoldView } from "@/lib/api/views/holds";
import { getHold } from "@/lib/ledger/holds";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getHoldEndpoint, async ({ principal, params, database, now }) => {
    const hold = await getHold(database.sql, await accountOf(principal, database, now), params.id, now);
    return hold ? toHoldView(hold) : noSuchHold();
  }),
});
