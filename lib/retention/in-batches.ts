/** Small enough that its locks and its transaction last milliseconds. */
const BATCH = 500;

/**
 * Runs `step` until a batch is not full. Each batch commits separately, so a killed run keeps its progress. Returns the
 * total number of rows.
 */
export async function inBatches(step: (limit: number) => Promise<number>, batch = BATCH): Promise<number> {
  for (let total = 0; ; ) {
    const found = await step(batch);
    total += found;
    if (found < batch) return total;
  }
}
