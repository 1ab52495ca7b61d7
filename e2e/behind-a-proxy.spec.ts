import { type IncomingHttpHeaders, request as send } from "node:http";
import { DEMO_USERS } from "../dev/demo-accounts";
import { expect, test } from "./support/test";

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

// The proxy's name for the app. fetch cannot send a Host other than the URL's.
const HOST = "app.internal:3000";

/** The request that a proxy forwards to the app: the browser's, with the proxy's Host. */
async function passOn(
  baseURL = "http://localhost:3000",
  path: string,
  form?: FormData,
  headers?: Record<string, string>,
) {
  const encoded = form && new Response(form);
  const body = encoded && Buffer.from(await encoded.arrayBuffer());
  const type = encoded?.headers.get("content-type");
  const { hostname, port } = new URL(baseURL);
  return new Promise<Answer>((resolve, reject) => {
    const sent = send(
      {
        hostname,
        port,
        path,
        method: body ? "POST" : "GET",
        headers: { host: HOST, ...(type && { "content-type": type }), ...headers },
      },
      async (response) => {
        const text = (await response.toArray()).join("");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      },
    );
    sent.once("error", reject).end(body);
  });
}

/** The form as submitted without JavaScript: its hidden fields name the action. */
function filledIn(page: string): FormData {
  const form = new FormData();
  const fields = /<form[^>]*>(?:(?!<\/form>).)*type="password".*?<\/form>/s.exec(page)?.[0] ?? "";
  for (const [input] of fields.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1]?.replaceAll("&quot;", '"') ?? "";
    form.append(of("name"), of("value"));
  }
  form.append("email", DEMO_USERS[0].email);
  form.append("password", "a wrong password");
  return form;
}

test("a form is accepted behind a proxy that sends its own Host", async ({ baseURL }) => {
  const page = await passOn(baseURL, "/signin");
  expect(page.status).toBe(200);
  const { origin } = new URL(baseURL ?? "http://localhost:3000");
  const own = await passOn(baseURL, "/signin", filledIn(page.text), { origin });
  expect(own.status).toBe(200);
  expect(own.text).toContain("This email address and password do not match.");
  const foreign = await passOn(baseURL, "/signin", filledIn(page.text), { origin: "https://elsewhere.example" });
  expect(foreign.status).toBe(500);
  expect(foreign.text).not.toContain("do not match");
});

test("webhook deliveries to the URL with a trailing slash are not redirected", { tag: "@full" }, async ({
  baseURL,
}) => {
  for (const path of ["/api/webhooks/stripe/", "//api/webhooks/stripe"]) {
    const { status, text } = await passOn(baseURL, path, new FormData());
    expect([path, status]).toEqual([path, 400]);
    expect(JSON.parse(text)).toMatchObject({ code: "bad_signature" });
  }
});
