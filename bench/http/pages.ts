import { Agent, request } from "node:http";

export const EMPTY_PAGE_PATH = "/bench-empty-page";

export type PageClient = {
  /** Requests a page over a keep-alive connection, as a browser asks for it. Throws unless the response is 200. */
  get: (path: string) => Promise<string>;
  close: () => void;
};

/** A client of the app's pages on this machine, with a session's cookie or none. */
export function openPageClient(port: number, cookie: string | null, connections: number): PageClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { accept: "text/html", "sec-fetch-mode": "navigate", ...(cookie && { cookie }) };
  return {
    get: (path) =>
      new Promise((resolve, reject) => {
        const sent = request({ host: "127.0.0.1", port, path, agent, headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () => {
            if (answer.statusCode === 200) resolve(Buffer.concat(chunks).toString());
            else reject(new Error(`${path} answered ${answer.statusCode}.`));
          });
        });
        sent.on("error", reject);
        sent.end();
      }),
    close: () => agent.destroy(),
  };
}
