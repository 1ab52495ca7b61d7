import { createTokenEndpoint } from "@/lib/api/definitions/auth";
import { Problem, rateLimited } from "@/lib/api/problems";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { clientIp } from "@/lib/auth/client-ip";
import { rateLimits } from "@/lib/auth/rate-limits";
import { deviceOf } from "@/lib/auth/request-device";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { signIn } from "@/lib/auth/sign-in";
import { issueToken, TOKEN_SECONDS } from "@/lib/auth/token";
import { env } from "@/lib/env";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(createTokenEndpoint, async ({ request, body, database }) => {
    const { TRUSTED_PROXIES, NEXTAUTH_SECRET, APP_URL } = env();
    const ip = clientIp(request.headers, TRUSTED_PROXIES);
    const result = await signIn({ db: database.prisma, limits: rateLimits() }, { ...body, ip });
    if (result.ok) {
      const { userId, sessionVersion: version } = result;
      const token = await issueToken({ userId, version }, { secret: NEXTAUTH_SECRET, issuer: APP_URL });
      const { network } = deviceOf(request.headers);
      await recordSecurityEvent(database.prisma, { action: "token.issued", userId, network }, new Date());
      return { token, tokenType: "Bearer" as const, expiresIn: TOKEN_SECONDS };
    }
    if (result.reason === "rate_limited") return rateLimited(result.retryAfterSeconds);
    return new Problem("invalid_credentials", "Check both, or sign up first.");
  }),
});
