import "server-only";
import { cache } from "react";
import { type Attention, readAttention } from "@/lib/attention/read-attention";
import { database } from "@/lib/db";
import { log } from "@/lib/log";

/** What needs a person, read once per request; null when it cannot be read, which no page fails for. */
export const attention = cache(async (): Promise<Attention[] | null> => {
  try {
    return await readAttention(database().sql);
  } catch (error) {
    log.error({ err: error }, "could not count what needs attention");
    return null;
  }
});
