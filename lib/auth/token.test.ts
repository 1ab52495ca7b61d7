import { SignJWT } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { issueToken, TOKEN_SECONDS, verifyToken } from "@/lib/auth/token";

const settings = { secret: "a secret of thirty-two characters!", issuer: "https://refill.example/" };

afterEach(() => {
  vi.useRealTimers();
});

test("a token identifies its user for 15 minutes", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const token = await issueToken({ userId: "user-1", version: 3 }, settings);
  vi.setSystemTime(Date.now() + (TOKEN_SECONDS - 1) * 1000);
  expect(await verifyToken(token, settings)).toMatchObject({ userId: "user-1", version: 3 });
  vi.setSystemTime(Date.now() + 1000);
  expect(await verifyToken(token, settings)).toBeNull();
});

test("a token of another app, with another secret or without a signature is refused", async () => {
  const token = await issueToken({ userId: "user-1", version: 3 }, settings);
  expect(await verifyToken(token, { ...settings, issuer: "https://other.example" })).toBeNull();
  expect(await verifyToken(token, { ...settings, secret: "another secret of thirty-two chars" })).toBeNull();
  expect(await verifyToken(`${token}x`, settings)).toBeNull();
  expect(await verifyToken("not.a.token", settings)).toBeNull();
  const claims = Buffer.from(JSON.stringify({ sub: "user-1", exp: 9_999_999_999 })).toString("base64url");
  const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
  expect(await verifyToken(`${none}.${claims}.`, settings)).toBeNull();
});

test("a token signed with the app's secret itself is refused", async () => {
  const forged = new SignJWT({ sub: "user-1", iss: "https://refill.example", aud: "https://refill.example/api/v1" });
  const token = await forged
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(settings.secret));
  expect(await verifyToken(token, settings)).toBeNull();
});
