import { rememberDevice } from "@/lib/auth/known-device";
import { type CodeResult, type CodeTry, checkCode } from "@/lib/auth/second-factor/check-code";
import { type CodeLimit, codeSource } from "@/lib/auth/second-factor/code-limit";
import type { Database } from "@/lib/db";

/**
 * Signs in the session that waits for its second factor, and remembers the device of `deviceToken`. Someone with only the
 * password must not become a known device or push out the owner's. `at` is the machine's time.
 */
export async function completeSignIn(
  services: { database: Database; limit: CodeLimit },
  { sessionId, deviceToken: token, ...attempt }: Omit<CodeTry, "source"> & { sessionId: string; deviceToken: string },
  at: Date,
): Promise<CodeResult> {
  const { database } = services;
  const { userId } = attempt;
  const source = await codeSource(database.prisma, { userId, deviceToken: token });
  const result = await checkCode(services, { ...attempt, source }, at);
  if (!result.ok) return result;
  await database.transaction(async (db) => {
    const { count } = await db.session.updateMany({
      where: { id: sessionId, userId, endedAt: null },
      data: { secondFactorDue: false, authenticatedAt: at },
    });
    if (count > 0) await rememberDevice(db, { userId, token }, at);
  });
  return result;
}
