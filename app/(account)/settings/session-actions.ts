"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { requireUser } from "@/lib/auth/guards";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endCurrentSession, renewSession } from "@/lib/auth/session-cookie";
import { endSession } from "@/lib/auth/sessions/end-session";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import { database } from "@/lib/db";

/** Signs out one of the caller's browsers. False when the session is not theirs or has already ended. */
export async function endOneSession(sessionId: unknown): Promise<boolean> {
  const user = await requireUser("/settings");
  if (typeof sessionId !== "string" || !UUID.test(sessionId)) return false;
  if (sessionId === user.sessionId) {
    await endCurrentSession();
    redirect("/signin");
  }
  const at = new Date();
  const ended = await database().transaction(async (db) => {
    if (!(await endSession(db, { userId: user.id, sessionId }, at))) return false;
    await recordSecurityEvent(db, { action: "session.ended", userId: user.id }, at);
    return true;
  });
  revalidatePath("/settings");
  return ended;
}

/** Signs out every other browser of the caller and revokes their bearer tokens. */
export async function endOtherSessions(): Promise<boolean> {
  const { id: userId, sessionId } = await requireUser("/settings");
  if (sessionId === null) return false;
  const at = new Date();
  const version = await database().transaction(async (db) => {
    await recordSecurityEvent(db, { action: "sessions.ended", userId }, at);
    return endSessions(db, { userId, except: sessionId }, at);
  });
  await renewSession({ userId, sessionId, version });
  revalidatePath("/settings");
  return true;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
