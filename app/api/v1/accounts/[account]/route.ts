import { setExternalId } from "@/lib/account/set-external-id";
import { setExternalIdEndpoint } from "@/lib/api/endpoints/accounts/definition";
import { findAccounts } from "@/lib/api/http/find-accounts";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { noSuchAccount } from "@/lib/api/http/target-account";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(setExternalIdEndpoint, async ({ caller, params, body, database, now }) => {
    const found = (await findAccounts(database.sql, [params.account])).get(params.account);
    if (!found) return noSuchAccount();
    const { userId, accountId } = found;
    const { externalId } = body;
    const set = await setExternalId(database, { userId, externalId, actorId: caller.userId }, now);
    if (!set.ok) return problem(set.reason);
    return { account: accountId, user: userId, externalId };
  }),
});
