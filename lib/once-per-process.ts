/**
 * A getter of what a process has one of, made when it is first asked for. Each route is a bundle with modules of its own,
 * and `next dev` evaluates modules anew on every change: what is kept here is shared by all of them and outlives both.
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
