import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request has `Authorization: Bearer` with a secret of the server's settings. Takes as long for any other. */
export function hasBearerSecret(request: Request, secret: string | undefined): boolean {
  const authorization = request.headers.get("authorization");
  if (!secret || !authorization) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(authorization), digest(`Bearer ${secret}`));
}
