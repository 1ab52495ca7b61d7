import { callerAddress } from "@/lib/auth/client-ip";
import type { Role } from "@/lib/auth/types";
import type { Env } from "@/lib/env";
import { isLoopback } from "@/lib/env/hosts";

type Settings = Pick<Env, "LOCAL_MODE" | "APP_URL" | "TRUSTED_PROXIES">;

/**
 * Whether a user may advance the clock in local mode: an admin always; everyone else only while the app serves one
 * machine, so that APP_URL, the requested host and the client's address are all loopback.
 */
export function mayMoveTime({ role }: { role: Role }, headers: Headers, settings: Settings): boolean {
  if (!settings.LOCAL_MODE) return false;
  if (role === "ADMIN") return true;
  const asked = `http://${headers.get("host") ?? ""}`;
  return (
    isLoopback(new URL(settings.APP_URL).hostname) &&
    URL.canParse(asked) &&
    isLoopback(new URL(asked).hostname) &&
    isLoopback(callerAddress(headers, settings.TRUSTED_PROXIES))
  );
}
