import { z } from "zod";
import { drawTotpSecret } from "@/lib/auth/second-factor/totp";
import { seal, unseal } from "@/lib/sealed";

/**
 * A secret that is shown but not yet stored: it travels sealed in the setup form, so that nobody who opens the page later
 * sees it, and nothing is written until a code proves that an app has it.
 */
export type Enrolment = { secret: string; sealed: string };

/** How long the page may stay open. */
const ENROLMENT_MS = 30 * 60_000;

const contents = z.object({ secret: z.string(), sessionId: z.string(), at: z.number() });

/** Generates a secret for the user of this session. */
export function beginEnrolment({ userId, sessionId }: { userId: string; sessionId: string }, at: Date): Enrolment {
  const secret = drawTotpSecret();
  const text = JSON.stringify({ secret, sessionId, at: at.getTime() });
  const sealed = Buffer.from(seal(text, { purpose: "totp enrolment", owner: userId })).toString("base64url");
  return { secret, sealed };
}

/** The secret of an enrolment; null when it belongs to another session, is too old or forged. */
export function openEnrolment(
  sealed: string,
  { userId, sessionId }: { userId: string; sessionId: string },
  at: Date,
): string | null {
  const opened = unseal(Buffer.from(sealed, "base64url"), { purpose: "totp enrolment", owner: userId });
  const enrolment = opened && contents.parse(JSON.parse(opened.text));
  if (!enrolment || enrolment.sessionId !== sessionId || at.getTime() - enrolment.at > ENROLMENT_MS) return null;
  return enrolment.secret;
}
