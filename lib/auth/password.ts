import { hash, verify } from "@node-rs/argon2";
import { normalisePassword } from "@/lib/auth/passwords/normalise-password";

// OWASP's first choice for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a random password at the same cost, checked when there is no user, so that the response takes as long. */
export const DUMMY_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$THb7tmCxi6kiLJuXyLpnPw$ftMpT7nsROXuFdVQsTYN0SHMQdqGL8RNHDKSSPq/VHE";

/** Hashes a password with argon2id. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalisePassword(password), COST);
}

/** Whether the password matches the hash. Without a hash it takes as long and returns false. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? DUMMY_HASH, normalisePassword(password));
  return passwordHash !== null && matches;
}
