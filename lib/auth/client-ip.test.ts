import { expect, test } from "vitest";
import { clientIp } from "@/lib/auth/client-ip";

const from = (forwarded: string, trustedProxies = 1) =>
  clientIp(new Headers({ "x-forwarded-for": forwarded }), trustedProxies);

test("believes only what the trusted proxies wrote", () => {
  expect(from("6.6.6.6, 203.0.113.9")).toBe("203.0.113.9");
  expect(from("6.6.6.6, 203.0.113.9, 10.0.0.2", 2)).toBe("203.0.113.9");
  expect(from("203.0.113.9", 2)).toBe("203.0.113.9");
});

test("counts a whole IPv6 /64 as one caller", () => {
  expect(from("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(from("2001:db8:1:2::1")).toBe(from("2001:0db8:0001:0002:ffff:0:0:9"));
  expect(from("::1")).toBe("0:0:0:0::/64");
  expect(from("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(from("::ffff:203.0.113.9")).toBe("203.0.113.9");
});

test("anything else shares one limit", () => {
  expect(clientIp(new Headers(), 1)).toBe("unknown");
  expect(from("<script>")).toBe("unknown");
});
