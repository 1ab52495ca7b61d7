import pg from "pg";

let texts: string[] | null = null;

/** Begins to watch what this process sends to PostgreSQL, on connections that are opened from now on. */
export function watchStatements(): void {
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    const [asked] = args as [string | { text?: string }];
    texts?.push(typeof asked === "string" ? asked : (asked.text ?? ""));
    return Reflect.apply(query, this, args);
  } as typeof query;
}

/** How many statements `work` sends, with those that begin and end transactions. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const sent: string[] = [];
  texts = sent;
  try {
    await work();
  } finally {
    texts = null;
  }
  return sent.filter((text) => text !== "" && !text.startsWith("SET ")).length;
}
