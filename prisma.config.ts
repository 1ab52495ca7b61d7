import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

if (existsSync(".env")) process.loadEnvFile(".env");

// Prisma's schema engine is a download at install; ours runs the npm build of it. Your own setting wins. Windows starts no
// script as a program: there it is the download, except for `generate`, which wants the file but does not start it.
if (process.platform !== "win32" || process.argv.includes("generate")) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ||= fileURLToPath(
    new URL("./prisma/engine/schema-engine.mjs", import.meta.url),
  );
}

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations", seed: "tsx prisma/seed.ts" },
  // Migrations run as the role that owns the tables. Generating the client needs no database, so no URL is no error here.
  datasource: {
    url: process.env.DATABASE_MIGRATE_URL || process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL || "",
  },
});
