import { expect, test } from "vitest";
import { openSession, sealSession } from "@/lib/auth/session";

const ticket = { userId: "user-1", sessionId: "session-1", version: 3 };

test("a cookie that was opened before opens again, and no other with it: damaged, of another session or secret", async () => {
  const cookie = await sealSession(ticket);
  const other = await sealSession({ ...ticket, sessionId: "session-2" });
  const forged = await sealSession(ticket, "another secret of more than thirty-two characters");
  expect(await openSession(cookie)).toEqual(ticket);
  expect(await openSession(cookie)).toEqual(ticket);
  expect(await openSession(other)).toMatchObject({ sessionId: "session-2" });
  // Twice each: what cannot be opened is not remembered either.
  for (const bad of [forged, forged, `${cookie}x`, `${cookie}x`, cookie.slice(0, -2), "", undefined]) {
    expect(await openSession(bad)).toBeNull();
  }
});
