import { request as ask, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

export type Gate = {
  url: string;
  /** From now on holds the requests for these paths. */
  hold: (holds: (path: string) => boolean) => void;
  /** How many requests are held. */
  held: () => number;
  /** Lets them pass, and all later ones. */
  open: () => void;
};

/** Stands before an HTTP server, and can hold requests back. Closed after the test file. */
export async function openGate(target: string): Promise<Gate> {
  let holds: (path: string) => boolean = () => false;
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const pass = () => {
      const { method, headers, url = "/" } = request;
      const onward = ask(new URL(url, target), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      request.pipe(onward);
    };
    if (!holds(request.url ?? "/")) return pass();
    waiting.add(pass);
    response.once("close", () => waiting.delete(pass));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (paths) => {
      holds = paths;
    },
    held: () => waiting.size,
    open: () => {
      holds = () => false;
      for (const pass of waiting) pass();
      waiting.clear();
    },
  };
}
