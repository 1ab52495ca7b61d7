import { expect, test } from "vitest";
import { mayMoveTime } from "@/lib/jobs/may-move-time";

const user = { role: "USER" } as const;
const admin = { role: "ADMIN" } as const;
// Behind one proxy, because only a server knows a connection's peer address; see client-ip.test.ts for that.
const at = (APP_URL: string) => ({ LOCAL_MODE: true, APP_URL, TRUSTED_PROXIES: 1 });
const request = (host: string, from: string) => new Headers({ host, "x-forwarded-for": from });

test("on one machine everyone can move the clock of local mode", () => {
  for (const from of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) {
    expect(mayMoveTime(user, request("localhost:3000", from), at("http://localhost:3000"))).toBe(true);
  }
});

test("when the app is open to a network, only admins can move the clock", () => {
  const home = at("http://localhost:3000");
  for (const [headers, settings] of [
    [request("192.168.1.5:3000", "192.168.1.9"), at("http://192.168.1.5:3000")],
    [request("192.168.1.5:3000", "127.0.0.1"), home],
    [request("localhost:3000", "192.168.1.9"), home],
    [request("localhost:3000", ""), home],
    [request("", "127.0.0.1"), home],
    [request("localhost.example.com", "127.0.0.1"), home],
  ] as const) {
    expect(mayMoveTime(user, headers, settings)).toBe(false);
    expect(mayMoveTime(admin, headers, settings)).toBe(true);
  }
});

test("outside local mode no one can move the clock", () => {
  const settings = { ...at("http://localhost:3000"), LOCAL_MODE: false };
  expect(mayMoveTime(admin, request("localhost:3000", "127.0.0.1"), settings)).toBe(false);
});
