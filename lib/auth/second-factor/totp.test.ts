import { Secret } from "otpauth";
import { expect, test } from "vitest";
import { drawTotpSecret, totpCode, totpStepOf, totpUri } from "@/lib/auth/second-factor/totp";

const at = (seconds: number) => new Date(seconds * 1000);

test("codes match RFC 6238, appendix B", () => {
  const secret = Secret.fromLatin1("12345678901234567890").base32;
  expect(totpCode(secret, at(59))).toBe("287082");
  expect(totpCode(secret, at(1_111_111_109))).toBe("081804");
  expect(totpCode(secret, at(20_000_000_000))).toBe("353130");
});

test("a code is valid in its own step of 30 seconds, the one before and the one after", () => {
  const secret = drawTotpSecret();
  const code = totpCode(secret, at(3000));
  expect([2969, 2970, 3000, 3059, 3060].map((second) => totpStepOf(secret, code, at(second)))).toEqual([
    null,
    100n,
    100n,
    100n,
    null,
  ]);
});

test("anything but six digits is not a code", () => {
  const secret = drawTotpSecret();
  for (const code of ["", "12345", "1234567", "12345a", "１２３４５６", totpCode(drawTotpSecret(), at(3000))]) {
    expect(totpStepOf(secret, code, at(3000))).toBeNull();
  }
});

test("secrets have 160 bits, differ, and are in the URL that authenticator apps read", () => {
  const secrets = Array.from({ length: 50 }, drawTotpSecret);
  expect(new Set(secrets).size).toBe(50);
  const uri = new URL(totpUri(secrets[0] ?? "", "ada+x@example.com"));
  expect(Secret.fromBase32(secrets[0] ?? "").bytes).toHaveLength(20);
  expect(uri.protocol).toBe("otpauth:");
  expect(decodeURIComponent(uri.pathname)).toContain("Refill:ada+x@example.com");
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret: secrets[0], issuer: "Refill" });
});
