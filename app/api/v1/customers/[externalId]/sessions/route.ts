import { startCustomerSession } from "@/lib/account/customers/start-session";
import { startCustomerSessionEndpoint } from "@/lib/api/endpoints/customers/definition";
import { customerId } from "@/lib/api/endpoints/customers/find-customer";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { isoTime } from "@/lib/api/http/schemas";
import { noSuchAccount } from "@/lib/api/http/target-account";
import type { UserScope } from "@/lib/auth/api-keys/scopes";
import { env } from "@/lib/env";

const DEFAULT_SCOPES: UserScope[] = ["credits:read", "billing:read"];

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(startCustomerSessionEndpoint, async ({ caller, params, body, database: { prisma } }) => {
    const userId = await customerId(prisma, params.externalId);
    if (!userId) return noSuchAccount();
    // An admin who is signed in needs no token for somebody else's browser, and has no key that could be revoked.
    if (!caller.key?.service) return problem("out_of_scope", { scope: "accounts:*" });
    // A key gives away no more than it has.
    const beyond = body.scopes?.find((scope) => !caller.scopes.includes(scope));
    if (beyond) return problem("out_of_scope", { scope: beyond });
    const scopes = [...new Set(body.scopes ?? DEFAULT_SCOPES.filter((scope) => caller.scopes.includes(scope)))];
    const { NEXTAUTH_SECRET: secret, APP_URL: issuer } = env();
    const session = await startCustomerSession(
      prisma,
      { userId, keyId: caller.key.id, scopes },
      { secret, issuer },
      new Date(),
    );
    if (!session.ok) return problem(session.reason);
    return { token: session.token, expiresAt: isoTime(session.expiresAt), scopes, account: userId };
  }),
});
