/**
 * A getter for a value that a process has once, created on first use. Each route is a bundle with its own modules, and
 * `next dev` evaluates modules again on every change; the value is shared by all of them and survives such changes.
 */
export function oncePerProcess<Value>(name: string, make: () => Value): () => Value {
  return () => {
    const values = kept();
    if (!values.has(name)) values.set(name, make());
    return values.get(name) as Value;
  };
}

function kept(): Map<string, unknown> {
  ofProcess.refillKept ??= new Map();
  return ofProcess.refillKept;
}

const ofProcess = globalThis as typeof globalThis & { refillKept?: Map<string, unknown> };
