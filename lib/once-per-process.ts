/**
 * A getter for a value that a process has once, created on first use. Each route is a bundle with its own modules, and
 * `next dev` evaluates modules again on every change; the value is shared by all of them and survives such changes.
 */
export function oncePerProcess<Value>(name: string, make: () => Value): () => Value {
  return () => {
    if (!kept.has(name)) kept.set(name, make());
    return kept.get(name) as Value;
  };
}

const ofProcess = globalThis as typeof globalThis & { refillKept?: Map<string, unknown> };
ofProcess.refillKept ??= new Map();
// Taken once: in tests, where every file has values of its own, what one leaves running must not reach those of the next.
const kept = ofProcess.refillKept;
