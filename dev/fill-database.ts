// What a new database of the demo needs after its migration. In one process, as each would load the app's code again.
await import("./set-clock");
await import("@/prisma/seed");
// The seed has said what is wrong.
if (!process.exitCode) await import("./demo-users");

export {};
