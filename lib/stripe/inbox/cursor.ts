/** Where a page of the inbox ends: the time an event arrived, then its id. */
export type InboxPosition = { receivedAt: Date; id: string };

const CURSOR = /^(\d{13}):([\x21-\x7e]{1,255})$/;

/** The position as an opaque string. */
export function formatInboxCursor({ receivedAt, id }: InboxPosition): string {
  return Buffer.from(`${receivedAt.getTime()}:${id}`).toString("base64url");
}

/** Null for anything that `formatInboxCursor` did not produce. */
export function parseInboxCursor(cursor: string): InboxPosition | null {
  const [, time, id] = CURSOR.exec(Buffer.from(cursor, "base64url").toString("latin1")) ?? [];
  if (time === undefined || id === undefined) return null;
  const position = { receivedAt: new Date(Number(time)), id };
  return formatInboxCursor(position) === cursor ? position : null;
}
