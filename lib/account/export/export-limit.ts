import type pg from "pg";
import { database } from "@/lib/db";
import { oncePerProcess } from "@/lib/once-per-process";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/** Null when the user may export now; otherwise the seconds until they may. */
export type ExportLimit = { refuse: (userId: string) => Promise<number | null> };

const EXPORTS_PER_HOUR = 5;
const HOUR_SECONDS = 3_600;

/** An export reads everything an account has, so a few per hour are enough. */
export function createExportLimit(pool: pg.Pool): ExportLimit {
  const limiter = postgresLimiter(pool, "account-export", EXPORTS_PER_HOUR, HOUR_SECONDS);
  return {
    refuse: async (userId) => {
      const waitMs = await takePoint(limiter, userId);
      return waitMs === null ? null : Math.max(1, Math.ceil(waitMs / 1000));
    },
  };
}

/** The limiter of this process. */
export const exportLimit = oncePerProcess("exportLimit", (): ExportLimit => createExportLimit(database().pool));
