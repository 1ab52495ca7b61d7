import { request as send } from "node:http";
import { expect, test } from "./support/test";

type Answer = { status: number; type: string; requestId: string; text: string };

/** Sent as written: browsers and fetch would correct the URL first. */
function raw(baseURL: string | undefined, method: string, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(baseURL ?? "http://localhost:3000");
    const sent = send({ hostname, port, method, path }, async (response) => {
      const { "content-type": type = "", "x-request-id": requestId = "" } = response.headers;
      const text = (await response.toArray()).join("");
      resolve({ status: response.statusCode ?? 0, type, requestId: String(requestId), text });
    });
    sent.once("error", reject).end();
  });
}

const inApi = ["/api/v1/credits/holds/%zz", "/api/v1/%zz", "/api/cron/%zz", "/api/auth/%ff", "/api/%E0%A4%A"];
const pages = ["/outbox/%zz", "/admin/plans/%zz", "/billing/confirm/%zz", "/%zz"];

test("malformed URLs are 400 in the API and show the not-found page elsewhere", { tag: "@full" }, async ({
  baseURL,
}) => {
  for (const path of inApi) {
    const { status, type, requestId, text } = await raw(baseURL, "GET", path);
    expect([path, status, type]).toEqual([path, 400, "application/problem+json"]);
    expect(JSON.parse(text)).toMatchObject({ code: "malformed_request", requestId });
  }
  for (const path of pages) {
    const { status, text } = await raw(baseURL, "GET", path);
    expect([path, status]).toEqual([path, 404]);
    expect(text).toContain("Page not found");
  }
});

test("unsupported methods are 405, and no API URL returns a page", { tag: "@full" }, async ({ baseURL }) => {
  for (const method of ["TRACE", "PROPFIND", "PURGE"]) {
    for (const path of ["/api/v1/credits", "/api/health/live", "/api/webhooks/stripe", "/"]) {
      expect([method, path, (await raw(baseURL, method, path)).status]).toEqual([method, path, 405]);
    }
  }
  for (const path of ["/api/nothing", "/api/v1/nothing"]) {
    expect([path, (await raw(baseURL, "POST", path)).status]).toEqual([path, 404]);
    expect((await raw(baseURL, "GET", path)).type).toBe("application/problem+json");
  }
});
