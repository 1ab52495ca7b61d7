import { createTokenEndpoint } from "@/lib/api/endpoints/auth/definition";
import { type Problem, problem, rateLimited } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { clientIp } from "@/lib/auth/client-ip";
import { deviceTokenOf } from "@/lib/auth/known-device";
import { rateLimits } from "@/lib/auth/rate-limits";
import { deviceOf } from "@/lib/auth/request-device";
import { checkCode } from "@/lib/auth/second-factor/check-code";
import { codeLimit, codeSource } from "@/lib/auth/second-factor/code-limit";
import { secondFactorOf } from "@/lib/auth/second-factor/queries";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { signIn } from "@/lib/auth/sign-in";
import { issueToken, TOKEN_SECONDS } from "@/lib/auth/token";
import type { Database } from "@/lib/db";
import { env } from "@/lib/env";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(createTokenEndpoint, async ({ request, body, database }) => {
    const { TRUSTED_PROXIES, NEXTAUTH_SECRET, APP_URL } = env();
    const ip = clientIp(request.headers, TRUSTED_PROXIES);
    const { network } = deviceOf(request.headers);
    const deviceToken = deviceTokenOf(request.headers);
    const result = await signIn({ db: database.prisma, limits: rateLimits() }, { ...body, ip, deviceToken });
    if (result.ok) {
      const factor = await secondFactorProblem(database, {
        userId: result.userId,
        code: body.code,
        network,
        deviceToken,
      });
      if (factor) return factor;
      const { userId, sessionVersion: version } = result;
      const token = await issueToken({ userId, version }, { secret: NEXTAUTH_SECRET, issuer: APP_URL });
      await recordSecurityEvent(database.prisma, { action: "token.issued", userId, network }, new Date());
      return { token, tokenType: "Bearer" as const, expiresIn: TOKEN_SECONDS };
    }
    if (result.reason === "rate_limited") return rateLimited(result.retryAfterSeconds);
    return problem("invalid_credentials");
  }),
});

type SecondFactor = { userId: string; code: string | undefined; network: string | null; deviceToken: string | null };

/** Why a correct password is not enough; null if it is, or if the code is correct as well. */
async function secondFactorProblem(
  database: Database,
  { userId, code, network, deviceToken }: SecondFactor,
): Promise<Problem | null> {
  if (!(await secondFactorOf(database.prisma, userId))) return null;
  if (code === undefined) return problem("second_factor_required");
  const source = await codeSource(database.prisma, { userId, deviceToken });
  const result = await checkCode({ database, limit: codeLimit() }, { userId, code, network, source }, new Date());
  if (result.ok) return null;
  return result.reason === "rate_limited" ? rateLimited(result.retryAfterSeconds) : problem("invalid_code");
}
