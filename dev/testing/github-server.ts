import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

export type GithubPerson = {
  id: number;
  login: string;
  emails: { email: string; primary: boolean; verified: boolean }[];
};

export type FakeGithub = {
  url: string;
  close: () => Promise<void>;
  /** Signs this user in at GitHub for the following requests. */
  signIn: (person: GithubPerson) => void;
};

/**
 * GitHub's sign-in (OAuth 2.0, RFC 6749, section 4.1) and the two addresses of its API that the app reads. The signed-in
 * user agrees to everything.
 */
export async function startGithub(): Promise<FakeGithub> {
  const people = new Map<string, GithubPerson>();
  let present = "";
  const app = new Hono();
  app.get("/login/oauth/authorize", (context) => {
    const back = new URL(context.req.query("redirect_uri") ?? "");
    back.search = new URLSearchParams({ code: present, state: context.req.query("state") ?? "" }).toString();
    return context.redirect(back.toString());
  });
  app.post("/login/oauth/access_token", async (context) => {
    const { code } = await context.req.parseBody();
    return context.json({ access_token: code, token_type: "bearer", scope: "read:user,user:email" });
  });
  const personOf = (authorization = "") => people.get(authorization.replace(/^\w+ /, ""));
  app.get("/api/v3/user", (context) => {
    const person = personOf(context.req.header("authorization"));
    if (!person) return context.json({ message: "Bad credentials" }, 401);
    const { id, login, emails } = person;
    return context.json({ id, login, name: login, avatar_url: null, email: emails[0]?.email ?? null });
  });
  app.get("/api/v3/user/emails", (context) =>
    context.json(personOf(context.req.header("authorization"))?.emails ?? []),
  );

  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  return {
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        // A browser opens connections ahead of any request; Node waits a minute for those.
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    signIn: (person) => {
      present = person.login;
      people.set(person.login, person);
    },
  };
}
