/** Neighbours with the same key, at most `most` together. */
export async function* runsOf<Item>(
  items: AsyncIterable<Item>,
  keyOf: (item: Item) => string,
  most: number,
): AsyncGenerator<[key: string, run: Item[]]> {
  let key = "";
  let run: Item[] = [];
  for await (const item of items) {
    const next = keyOf(item);
    if (run.length > 0 && (key !== next || run.length === most)) {
      yield [key, run];
      run = [];
    }
    key = next;
    run.push(item);
  }
  if (run.length > 0) yield [key, run];
}
