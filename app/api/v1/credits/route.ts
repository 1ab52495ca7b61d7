import { getCreditsEndpoint } from "@/lib/api/endpoints/balance/definition";
import { readBalance } from "@/lib/api/endpoints/balance/read-balance";
import { creditAccount } from "@/lib/api/http/account";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { noSuchAccount } from "@/lib/api/http/target-account";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getCreditsEndpoint, async ({ account, database, now }) => {
    const accountId = await creditAccount(account, database, now);
    return (await readBalance(database, { accountId, userId: account.userId }, now)) ?? noSuchAccount();
  }),
});
