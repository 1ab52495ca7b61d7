import { afterEach, expect, test, vi } from "vitest";

const context = { purpose: "totp secret", owner: "user-1" } as const;

/** Loads the module with these secrets. */
async function processWith(secret: string, previous = "") {
  vi.resetModules();
  vi.stubEnv("NEXTAUTH_SECRET", secret);
  vi.stubEnv("NEXTAUTH_SECRET_PREVIOUS", previous);
  return import("@/lib/sealed");
}

const [OLD, NEW] = ["an old secret of thirty-two characters", "a new secret of thirty-two characters!"];

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a sealed value reveals nothing and can be opened only for the same user and purpose", async () => {
  const { seal, unseal } = await processWith(OLD);
  const sealed = seal("JBSWY3DPEHPK3PXP", context);
  expect(Buffer.from(sealed).toString("latin1")).not.toContain("JBSWY3DPEHPK3PXP");
  expect(seal("JBSWY3DPEHPK3PXP", context)).not.toEqual(sealed);
  expect(unseal(sealed, context)).toEqual({ text: "JBSWY3DPEHPK3PXP", outdated: false });
  expect(unseal(sealed, { ...context, owner: "user-2" })).toBeNull();
  expect(unseal(sealed, { ...context, purpose: "totp enrolment" })).toBeNull();
  expect(unseal(sealed.slice(0, 20), context)).toBeNull();
  for (const index of sealed.keys()) {
    const damaged = sealed.map((byte, at) => (at === index ? byte ^ 1 : byte));
    expect(unseal(damaged, context)).toBeNull();
  }
});

test("after a change of the secret a value opens with the previous one, and is reported as outdated", async () => {
  const sealed = (await processWith(OLD)).seal("secret", context);
  expect((await processWith(NEW, OLD)).unseal(sealed, context)).toEqual({ text: "secret", outdated: true });
  expect((await processWith(NEW)).unseal(sealed, context)).toBeNull();
});
