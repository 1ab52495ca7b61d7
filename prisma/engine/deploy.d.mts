/**
 * What `prisma migrate deploy` does, by the same engine and without Prisma's command line: creates the database if it is
 * missing, and applies the migrations of `folder` that it does not have yet, each once however many do this at a time.
 * Returns their names. Throws an error with one of Prisma's codes, such as P1001.
 */
export function deployMigrations(url: string, folder?: string): Promise<string[]>;
