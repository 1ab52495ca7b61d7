import { type CodeResult, type CodeTry, checkCode } from "@/lib/auth/second-factor/check-code";
import type { CodeLimit } from "@/lib/auth/second-factor/code-limit";
import type { Database } from "@/lib/db";

/** Signs in the session that waits for its second factor. `at` is the machine's time. */
export async function completeSignIn(
  services: { database: Database; limit: CodeLimit },
  { sessionId, ...attempt }: CodeTry & { sessionId: string },
  at: Date,
): Promise<CodeResult> {
  const result = await checkCode(services, attempt, at);
  if (!result.ok) return result;
  await services.database.prisma.session.updateMany({
    where: { id: sessionId, userId: attempt.userId, endedAt: null },
    data: { secondFactorDue: false, authenticatedAt: at },
  });
  return result;
}
