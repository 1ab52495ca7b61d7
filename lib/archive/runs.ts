/** Neighbours with the same key, together: the items must come in its order. */
export async function* runsOf<Item>(
  items: AsyncIterable<Item>,
  keyOf: (item: Item) => string,
): AsyncGenerator<[key: string, run: Item[]]> {
  let key: string | null = null;
  let run: Item[] = [];
  for await (const item of items) {
    const next = keyOf(item);
    if (key !== null && key !== next) {
      yield [key, run];
      run = [];
    }
    key = next;
    run.push(item);
  }
  if (key !== null) yield [key, run];
}
