import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { DayReport } from "./run-year";

/** As lib/sample-year reads it. */
type State =
  | { state: "idle" | "done" }
  | { state: "running"; day: string | null; share: number }
  | { state: "failed"; error: string };

export type YearControl = {
  /** The address that the app asks; the token in it is the permission. */
  url: string;
  close(): Promise<void>;
};

/**
 * Lets the app start the year: GET tells how far it is, POST begins it. It listens on this machine only, and answers only
 * those who know the address.
 */
export async function serveYear(makeYear: (onDay: (report: DayReport) => void) => Promise<void>): Promise<YearControl> {
  const path = `/${randomBytes(24).toString("base64url")}`;
  let now: State = { state: "idle" };

  function begin(): void {
    if (now.state === "running") return;
    now = { state: "running", day: null, share: 0 };
    makeYear(({ day, share }) => {
      now = { state: "running", day: day.toISOString(), share };
    }).then(
      () => {
        now = { state: "done" };
      },
      (error: unknown) => {
        now = { state: "failed", error: error instanceof Error ? error.message : String(error) };
      },
    );
  }

  const server = createServer((request, response) => {
    request.resume();
    if (!isAsked(request, path)) return response.writeHead(404).end();
    if (request.method === "POST") begin();
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(now));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isAsked({ url = "", method = "" }: IncomingMessage, path: string): boolean {
  const [asked, known] = [Buffer.from(url), Buffer.from(path)];
  return asked.length === known.length && timingSafeEqual(asked, known) && ["GET", "POST"].includes(method);
}
