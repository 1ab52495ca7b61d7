import { Agent, type IncomingMessage, request } from "node:http";
import { gunzipSync } from "node:zlib";

export const EMPTY_PAGE_PATH = "/bench-empty-page";

export type PageClient = {
  /** Requests a page over a keep-alive connection, compressed, as a browser asks for it. Throws unless the response is 200. */
  get: (path: string) => Promise<void>;
  /** The same, and its text. */
  read: (path: string) => Promise<string>;
  close: () => void;
};

/** A client of the app's pages on this machine, with a session's cookie or none. */
export function openPageClient(port: number, cookie: string | null, connections: number): PageClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = {
    accept: "text/html",
    "accept-encoding": "gzip, deflate",
    "sec-fetch-mode": "navigate",
    ...(cookie && { cookie }),
  };
  const receive = (path: string): Promise<{ answer: IncomingMessage; body: Buffer }> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port, path, agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve({ answer, body: Buffer.concat(chunks) });
          else reject(new Error(`${path} answered ${answer.statusCode}.`));
        });
      });
      sent.on("error", reject);
      sent.end();
    });
  return {
    get: async (path) => void (await receive(path)),
    read: async (path) => {
      const { answer, body } = await receive(path);
      return (answer.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString();
    },
    close: () => agent.destroy(),
  };
}
