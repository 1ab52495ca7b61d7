import type { Role } from "@/lib/auth/types";
import { env } from "@/lib/env";

/** Whether admins need a second factor (ADMIN_REQUIRE_2FA): by default, everywhere but in local mode. */
export function adminsNeedSecondFactor(): boolean {
  const { ADMIN_REQUIRE_2FA, LOCAL_MODE } = env();
  return ADMIN_REQUIRE_2FA ?? !LOCAL_MODE;
}

/** Whether a user may act as an admin: has the role and, where required, a second factor. */
export function actsAsAdmin({ role, hasSecondFactor }: { role: Role; hasSecondFactor: boolean }): boolean {
  return role === "ADMIN" && (hasSecondFactor || !adminsNeedSecondFactor());
}
