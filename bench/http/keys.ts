import type { BenchDatabase } from "@/bench/server";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";

export type Keys = {
  /** Acts for any account, which each request names. */
  service: string;
  /** Spends from its owner's account. */
  own: string;
};

/** A service key of a new admin, and a key of the owner of this account. */
export async function createKeys({ prisma }: BenchDatabase, accountId: string): Promise<Keys> {
  const admin = await prisma.user.create({ data: { email: "admin@example.com", role: "ADMIN" } });
  const user = await prisma.user.findUniqueOrThrow({ where: { id: accountId } });
  const make = async (owner: { id: string; role: "ADMIN" | "USER" }, service: boolean) => {
    const request = { owner: { userId: owner.id, role: owner.role }, name: "bench", service };
    const result = await createApiKey(prisma, request, new Date());
    if (!result.ok) throw new Error(`No key could be made: ${result.reason}.`);
    return result.key;
  };
  return { service: await make(admin, true), own: await make(user, false) };
}
