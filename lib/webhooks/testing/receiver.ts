import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { verifyWebhook, type WebhookEvent } from "@/sdk/src/webhooks/index";

/** What a receiver answers to its next requests: a status, with headers; "silence" is no answer. */
export type Answer = { status: number; headers?: Record<string, string> } | "silence";

export type Received = { id: string; body: string; headers: Record<string, string>; path: string };

export type Receiver = {
  url: string;
  received: Received[];
  /** By default, 204. */
  answer: (to: Received) => Answer | Promise<Answer>;
  /** The event of a request, verified as a customer of Refill verifies it. */
  verified: (of: Received | undefined, secret: string | readonly string[]) => WebhookEvent;
};

/** A server of another app on this machine, which receives webhooks. It ends with the file's tests. */
export async function testReceiver(): Promise<Receiver> {
  const receiver: Receiver = {
    url: "",
    received: [],
    answer: () => ({ status: 204 }),
    verified: (of, secret) => {
      if (!of) throw new Error("Nothing was received.");
      return verifyWebhook(of.body, of.headers, secret);
    },
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const one = {
      id: headers["webhook-id"] ?? "",
      body: Buffer.concat(chunks).toString(),
      headers,
      path: request.url ?? "",
    };
    receiver.received.push(one);
    const answer = await receiver.answer(one);
    if (answer !== "silence") response.writeHead(answer.status, answer.headers).end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return receiver;
}
