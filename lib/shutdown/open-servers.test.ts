import { once } from "node:events";
import { Agent, createServer, get } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { findServers } from "@/lib/shutdown/open-servers";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A server that answers when `answer` is called, and a client that keeps its connections open. */
async function serve() {
  const waiting: (() => void)[] = [];
  const server = createServer((_request, response) => void waiting.push(() => response.end("answered")));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  ends.push(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  const ask = (options: { agent?: false } = {}) =>
    new Promise<{ connection: string | undefined; text: string }>((resolve, reject) => {
      get({ port, agent, ...options }, async (response) => {
        resolve({ connection: response.headers.connection, text: (await response.toArray()).join("") });
      }).once("error", reject);
    });
  const arrived = () => expect.poll(() => waiting.length).toBeGreaterThan(0);
  const answer = async () => {
    await arrived();
    waiting.shift()?.();
  };
  return { ask, answer, arrived, port };
}

test("a stopping process answers and closes each connection, so that the next request goes elsewhere", async () => {
  let stopping = false;
  const servers = findServers(() => stopping);
  ends.push(servers.end);
  const { ask, answer } = await serve();
  const [before] = await Promise.all([ask(), answer()]);
  expect(before).toEqual({ connection: "keep-alive", text: "answered" });
  stopping = true;
  const [during] = await Promise.all([ask(), answer()]);
  expect(during).toEqual({ connection: "close", text: "answered" });
});

test("closing waits for the answer to a request that has arrived, and refuses new connections", async () => {
  const servers = findServers(() => true);
  ends.push(servers.end);
  const { ask, answer, arrived } = await serve();
  const asked = ask();
  await arrived();
  let closed = false;
  const closing = servers.close().then(() => {
    closed = true;
  });
  await expect(ask({ agent: false })).rejects.toMatchObject({ code: "ECONNREFUSED" });
  expect(closed).toBe(false);
  await answer();
  expect(await asked).toMatchObject({ text: "answered" });
  await closing;
});

test("a request that comes on an idle connection just as the server closes is answered", async () => {
  let stopping = false;
  const servers = findServers(() => stopping);
  ends.push(servers.end);
  const { ask, answer } = await serve();
  await Promise.all([ask(), answer()]);
  stopping = true;
  const closing = servers.close();
  const [during] = await Promise.all([ask(), answer()]);
  expect(during).toEqual({ connection: "close", text: "answered" });
  await closing;
});

test("a connection that never asked for anything does not keep the server open", async () => {
  const servers = findServers(() => true);
  ends.push(servers.end);
  const { ask, answer, port } = await serve();
  // Browsers and proxies open them ahead of time.
  const silent = connect(port, "127.0.0.1");
  await once(silent, "connect");
  await Promise.all([ask({ agent: false }), answer()]);
  const ended = once(silent, "close");
  await servers.close();
  await ended;
});
