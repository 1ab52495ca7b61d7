import { runMigrations } from "graphile-worker";
import { database } from "@/lib/db";

// The queue keeps its tables in a schema of its own, `graphile_worker`, with its own migrations.
await runMigrations({ pgPool: database().pool });
await database().close();
