import { Agent, request } from "node:http";

export const EMPTY_PATH = "/api/bench/empty";
export const CONSUME_PATH = "/api/v1/credits/consume";
export const BATCH_PATH = "/api/v1/credits/consume/batch";

export type Client = {
  /** Posts JSON over a keep-alive connection. Throws unless the response is 200. */
  post: (path: string, body: unknown) => Promise<string>;
  close: () => void;
};

/** A client of the app on this machine, with an API key and a maximum number of connections. */
export function openClient(port: number, key: string, connections: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  return {
    post: (path, body) =>
      new Promise((resolve, reject) => {
        const text = JSON.stringify(body);
        const length = { "content-length": Buffer.byteLength(text) };
        const sent = request(
          { host: "127.0.0.1", port, path, method: "POST", agent, headers: { ...headers, ...length } },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on("data", (chunk: Buffer) => chunks.push(chunk));
            answer.on("error", reject);
            answer.on("end", () => {
              const received = Buffer.concat(chunks).toString();
              if (answer.statusCode === 200) resolve(received);
              else reject(new Error(`${path} answered ${answer.statusCode}: ${received.slice(0, 500)}`));
            });
          },
        );
        sent.on("error", reject);
        sent.end(text);
      }),
    close: () => agent.destroy(),
  };
}
