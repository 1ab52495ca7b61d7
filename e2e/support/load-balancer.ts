import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export type LoadBalancer = { url: string; close: () => Promise<void> };

const CHECK_MS = 100;

/**
 * A proxy as in production: it asks each process whether it is ready, sends requests in turn to those that are, keeps
 * connections open, and tries the next process only when a connection was refused, because then nothing was sent.
 */
export async function startLoadBalancer(targets: readonly string[]): Promise<LoadBalancer> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Set<string>();
  const ended = new AbortController();
  const watch = async (target: string) => {
    while (!ended.signal.aborted) {
      const answer = await fetch(`${target}/api/health/ready`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) ready.add(target);
      else ready.delete(target);
      await sleep(CHECK_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };
  const watched = targets.map(watch);
  let turn = 0;
  const inTurn = () => {
    turn += 1;
    const able = targets.filter((target) => ready.has(target));
    return able.map((_, at) => able[(at + turn) % able.length] as string);
  };

  const server = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray());
    pass(incoming, body, outgoing, inTurn());
  });

  function pass(
    incoming: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
    [target, ...others]: string[],
  ): void {
    if (!target) {
      outgoing.writeHead(503).end("no process is ready");
      return;
    }
    const { method, url, headers } = incoming;
    const sent = request(new URL(url ?? "/", target), {
      method,
      headers: { ...headers, connection: "keep-alive" },
      agent,
    });
    outgoing.once("close", () => sent.destroy());
    sent.once("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.once("error", () => outgoing.destroy());
    });
    sent.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") pass(incoming, body, outgoing, others);
      else if (!outgoing.headersSent) outgoing.writeHead(502).end(String(error));
    });
    sent.end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      ended.abort();
      server.closeAllConnections();
      await Promise.all([...watched, new Promise((closed) => server.close(closed))]);
      agent.destroy();
    },
  };
}
