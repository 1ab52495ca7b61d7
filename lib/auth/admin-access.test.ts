import { afterEach, expect, test, vi } from "vitest";

/** Loads the module with these settings. */
async function processWith(settings: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return import("@/lib/auth/admin-access");
}

const outside = {
  LOCAL_MODE: "false",
  APP_URL: "https://refill.example",
  NEXTAUTH_SECRET: "q8Zr2mVx5TbN7wKc1JpL4sHd9GfA3uYe",
  STRIPE_SECRET_KEY: "sk_test_51MzQw8Xr2Vb7Nc5Kd9Lf3Gh1Jp6Ts4Ya0Ue",
  STRIPE_WEBHOOK_SECRET: "whsec_q8Zr2mVx5TbN7wKc1JpL4sHd9GfA3uYe",
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test("admins need a second factor everywhere but in local mode, unless a setting says otherwise", async () => {
  const needs = async (settings: Record<string, string>) => (await processWith(settings)).adminsNeedSecondFactor();
  expect(await needs({ LOCAL_MODE: "true" })).toBe(false);
  expect(await needs({ LOCAL_MODE: "true", ADMIN_REQUIRE_2FA: "true" })).toBe(true);
  expect(await needs({ ...outside, ADMIN_REQUIRE_2FA: "" })).toBe(true);
  expect(await needs({ ...outside, ADMIN_REQUIRE_2FA: "false" })).toBe(false);
});
