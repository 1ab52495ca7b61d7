import { headers } from "next/headers";
import type { Actor } from "@/lib/audit";
import { deviceOf } from "@/lib/auth/request-device";
import type { SignedInUser } from "@/lib/auth/types";

/** The admin behind a server action as the audit log records them. */
export async function adminActor(admin: SignedInUser): Promise<Actor> {
  const sent = await headers();
  return { userId: admin.id, network: deviceOf(sent).network, requestId: sent.get("x-request-id") };
}
