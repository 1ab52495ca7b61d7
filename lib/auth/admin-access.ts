import type { Role } from "@/lib/auth/types";
import { env } from "@/lib/env";

/** Whether admins need a second factor to act as such (ADMIN_REQUIRE_2FA): unless set, everywhere but in local mode. */
export function adminsNeedSecondFactor(): boolean {
  const { ADMIN_REQUIRE_2FA, LOCAL_MODE } = env();
  return ADMIN_REQUIRE_2FA ?? !LOCAL_MODE;
}

/** Whether this person may do what only admins do: they are one, and have the second factor that this may take. */
export function actsAsAdmin({ role, hasSecondFactor }: { role: Role; hasSecondFactor: boolean }): boolean {
  return role === "ADMIN" && (hasSecondFactor || !adminsNeedSecondFactor());
}
