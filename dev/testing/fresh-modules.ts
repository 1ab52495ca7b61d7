import { vi } from "vitest";

// The test files of one worker share the modules of node_modules, because loading them takes most of a file's time. Our
// own modules, the values they keep for the process, and the environment are new in each file.
vi.resetModules();
for (const name of Object.keys(globalThis).filter((key) => key.startsWith("refill"))) {
  Reflect.deleteProperty(globalThis, name);
}

const worker = globalThis as typeof globalThis & { environmentAtStart?: NodeJS.ProcessEnv };
worker.environmentAtStart ??= { ...process.env };
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, worker.environmentAtStart);
