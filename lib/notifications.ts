import { randomUUID } from "node:crypto";
import pg from "pg";
import { env } from "@/lib/env";
import { databaseUrls } from "@/lib/env/database-urls";
import { log } from "@/lib/log";
import { oncePerProcess } from "@/lib/once-per-process";

export type Listener = {
  channel: string;
  onMessage: (payload: string) => void;
  /** Messages may have been missed: the connection was lost, or is new. */
  onGap: () => void;
};

/** Messages that Postgres announces with NOTIFY, over one connection. */
export type Notifications = {
  listen: (listener: Listener) => void;
  /**
   * Whether everything announced up to `maxAgeMs` ago has arrived. Calling it maintains the connection: it opens one when
   * there is none and probes a silent one, without waiting for either.
   */
  isFresh: (maxAgeMs: number) => boolean;
  close: () => Promise<void>;
};

type Connection = {
  client: pg.Client;
  /** Identifies the probes of this connection. */
  hello: string;
  /** The latest moment up to which no message can have been missed. */
  freshAt: number;
  probeSentAt: number | null;
};

const RETRY_MS = 500;
// A probe unanswered for this long means that the connection is dead.
const PROBE_PATIENCE_MS = 5_000;

/** Listens on a database. Needs the server itself or a pooler in session mode: in transaction mode messages are lost. */
export function openNotifications(url: string): Notifications {
  const listeners: Listener[] = [];
  let connection: Connection | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;
  let closed = false;

  function connect(): void {
    if (closed || performance.now() - triedAt < RETRY_MS) return;
    triedAt = performance.now();
    const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
    const opened: Connection = { client, hello: randomUUID(), freshAt: Number.NEGATIVE_INFINITY, probeSentAt: null };
    connection = opened;
    client.on("error", () => drop(opened));
    client.on("end", () => drop(opened));
    client.on("notification", ({ channel, payload = "" }) => {
      // A probe that comes back proves that messages arrive, whatever is between here and the server.
      if (channel === CHECK) confirm(opened, payload);
      else for (const listener of listeners) if (listener.channel === channel) listener.onMessage(payload);
    });
    start(opened, listeners).catch((error: unknown) => {
      log.warn({ err: error }, "the listening connection could not be opened");
      drop(opened);
    });
  }

  function confirm(opened: Connection, payload: string): void {
    if (connection !== opened || payload !== opened.hello) return;
    for (const listener of listeners) listener.onGap();
    probe(opened);
  }

  function probe(opened: Connection): void {
    const sentAt = performance.now();
    opened.probeSentAt = sentAt;
    // The server delivers pending announcements before it is ready for the next query.
    opened.client.query(PROBE).then(
      () => {
        opened.probeSentAt = null;
        opened.freshAt = sentAt;
      },
      () => drop(opened),
    );
  }

  function drop(opened: Connection): void {
    if (connection !== opened) return;
    connection = null;
    for (const listener of listeners) listener.onGap();
    opened.client.end().catch(ignore);
  }

  return {
    listen: (listener) => {
      listeners.push(listener);
      if (connection) drop(connection);
    },
    isFresh: (maxAgeMs) => {
      if (!connection) {
        connect();
        return false;
      }
      const age = performance.now() - connection.freshAt;
      const { probeSentAt } = connection;
      if (probeSentAt !== null && performance.now() - probeSentAt > PROBE_PATIENCE_MS) drop(connection);
      else if (probeSentAt === null && Number.isFinite(age) && age > maxAgeMs / 3) probe(connection);
      return age <= maxAgeMs;
    },
    close: async () => {
      closed = true;
      const last = connection;
      connection = null;
      await last?.client.end().catch(ignore);
    },
  };
}

const CHECK = "notifications_check";

/** Asks whether a listening connection still works. */
export const PROBE = "SELECT 1 AS probe";

async function start({ client, hello }: Connection, listeners: Listener[]): Promise<void> {
  await client.connect();
  for (const channel of new Set([CHECK, ...listeners.map((listener) => listener.channel)])) {
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
  }
  await client.query("SELECT pg_notify($1, $2)", [CHECK, hello]);
}

const ignore = () => undefined;

/** The listening connection of this process, opened at first use. */
export const notifications = oncePerProcess(
  "notifications",
  (): Notifications => openNotifications(databaseUrls(env()).direct),
);
