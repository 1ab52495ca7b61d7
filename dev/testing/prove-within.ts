import fc from "fast-check";

/**
 * Asserts a property with as many runs as `numRuns`, or as begin within `limitMs`, the first in any case. Unlike fast-check's
 * interruptAfterTimeLimit, which leaves the last run going on beside what follows in the test, it waits for each.
 */
export async function proveWithin<T>(
  limitMs: number,
  property: fc.IAsyncPropertyWithHooks<T>,
  parameters: fc.Parameters<T>,
): Promise<void> {
  const endsAt = performance.now() + limitMs;
  const run = property.run.bind(property);
  let isFirst = true;
  property.run = async (value) => {
    if (!isFirst && performance.now() >= endsAt) return null;
    isFirst = false;
    return run(value);
  };
  await fc.assert(property, parameters);
}
