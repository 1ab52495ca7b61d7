import { vi } from "vitest";

// The test files of one worker share what is loaded from node_modules, which is most of what a file would wait for. Ours
// starts afresh in each of them: modules, what they keep for the process, and the environment.
vi.resetModules();
for (const name of Object.keys(globalThis).filter((key) => key.startsWith("refill"))) {
  Reflect.deleteProperty(globalThis, name);
}

const worker = globalThis as typeof globalThis & { environmentAtStart?: NodeJS.ProcessEnv };
worker.environmentAtStart ??= { ...process.env };
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, worker.environmentAtStart);
