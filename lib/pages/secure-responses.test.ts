import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { securityHeaders, transportSecurity } from "@/lib/pages/security-headers";

const YEAR = "max-age=31536000";

test.each([
  ["https://credits.example.com", true, `${YEAR}; includeSubDomains`],
  ["https://credits.example.com:8443", false, YEAR],
  ["http://credits.internal", true, null],
  // Browsers would apply it to every port of this machine.
  ["https://localhost", true, null],
  ["https://app.localhost", true, null],
  ["https://127.0.0.1:8443", true, null],
])("browsers are told to use https for %s, with subdomains %s: %s", (appUrl, subdomains, expected) => {
  expect(transportSecurity(appUrl, { subdomains })).toBe(expected);
});

test.each([
  ["https://credits.internal", `${YEAR}; includeSubDomains`],
  ["http://localhost:3000", undefined],
])(
  "every response has the headers, also one that sets none, and a page's own policy wins: %s",
  async (url, transport) => {
    vi.stubEnv("APP_URL", url);
    vi.resetModules();
    const { secureResponses } = await import("@/lib/pages/secure-responses");
    const server = createServer((asked, response) => {
      if (asked.url === "/page") response.setHeader("content-security-policy", "script-src 'self'");
      response.writeHead(asked.url === "/moved" ? 308 : 200).end();
    });
    const stop = secureResponses();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => {
      stop();
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    for (const path of ["/moved", "/data", "/page"]) {
      const headers = await headersOf(port, path);
      for (const { key, value } of securityHeaders) {
        const isOwn = path === "/page" && key === "Content-Security-Policy";
        expect(headers[key.toLowerCase()], `${path} ${key}`).toBe(isOwn ? "script-src 'self'" : value);
      }
      expect(headers["strict-transport-security"], path).toBe(transport);
    }
  },
);

function headersOf(port: number, path: string): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path }, (response) => {
      response.resume();
      resolve(response.headers);
    });
    sent.once("error", reject).end();
  });
}
