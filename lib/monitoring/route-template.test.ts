import fc from "fast-check";
import { expect, test } from "vitest";
import { routeMatcher } from "@/lib/monitoring/route-template";
import { routesOfSource } from "@/lib/monitoring/testing/routes-of-source";

const routes = routesOfSource();
const routeOf = routeMatcher(routes);

test.each([
  ["/", "/"],
  ["/pricing", "/pricing"],
  ["/pricing/", "/pricing"],
  ["/credits/entries/17", "/credits/entries/[seq]"],
  ["/api/v1/accounts/0193", "/api/v1/accounts/[account]"],
  ["/api/v1/admin/users/0193", "/api/v1/admin/users/[id]"],
  ["/api/v1/admin/export/users.csv", "/api/v1/admin/export/users.csv"],
  ["/api/v1/credits/holds/0193/capture", "/api/v1/credits/holds/[id]/capture"],
  ["/api/v1", "/api/v1/[[...path]]"],
  ["/api/v1/no/such/endpoint", "/api/v1/[[...path]]"],
  ["/api/nothing", "/api/[...path]"],
  ["/api/auth/callback/github", "/api/auth/[...nextauth]"],
  ["/admin/plans/new", "/admin/plans/new"],
  ["/admin/plans/17", "/admin/plans/[id]"],
  ["/_next/static/chunks/1.js", "/_next"],
  ["/wp-login.php", "other"],
  ["/credits/entries/17/18", "other"],
  ["*", "other"],
])("%s is served by %s", (path, route) => expect(routeOf(path)).toBe(route));

test("whatever is requested, the result is one of the routes", () => {
  const known = new Set([...routes, "other", "/_next"]);
  const part = fc.oneof(fc.string(), fc.constantFrom(...routes));
  fc.assert(
    fc.property(fc.array(part), (parts) => known.has(routeOf(`/${parts.join("/")}`))),
    { numRuns: 30 },
  );
});
