/** Small enough that its locks and its transaction last milliseconds. */
const BATCH = 500;

/**
 * Runs `step` until it finds less than a whole batch; each batch commits by itself, so that a run that is killed keeps
 * what it did. Returns how many rows there were in all.
 */
export async function inBatches(step: (limit: number) => Promise<number>, batch = BATCH): Promise<number> {
  for (let total = 0; ; ) {
    const found = await step(batch);
    total += found;
    if (found < batch) return total;
  }
}
