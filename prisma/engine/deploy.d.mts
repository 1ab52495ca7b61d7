/**
 * What `prisma migrate deploy` does, by the same engine and without Prisma's command line: creates the database if it is
 * missing, and applies the migrations of `folder` that it does not have yet, each once however many do this at a time.
 * Returns their names. Throws an error with one of Prisma's codes, such as P1001.
 */
export function deployMigrations(url: string, folder?: string): Promise<string[]>;

/**
 * Records that nothing is left of a migration that failed, so that the next deployment applies it again. Throws an error with
 * one of Prisma's codes: P3012 if that migration did not fail, P3011 if it was never begun.
 */
export function markRolledBack(url: string, migrationName: string): Promise<void>;
