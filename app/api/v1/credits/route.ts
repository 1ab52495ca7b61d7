import { accountOf } from "@/lib/api/account";
import { getCreditsEndpoint } from "@/lib/api/definitions/credits";
import { readBalance } from "@/lib/api/read-balance";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { noSuchAccount } from "@/lib/api/target-account";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getCreditsEndpoint, async ({ principal, database, now }) => {
    const accountId = await accountOf(principal, database, now);
    return (await readBalance(database, { accountId, userId: principal.userId }, now)) ?? noSuchAccount();
  }),
});
