type Asks = { query: (...args: never[]) => unknown };

/**
 * Runs concurrent statements of one connection one at a time. Prisma loads the relations of one find concurrently, even
 * in a transaction, which has one connection; pg queues such statements only until version 9, with a warning. For
 * callers that await each statement's promise, as Prisma's adapter does.
 */
export function inTurn<Client extends Asks>(client: Client): void {
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  let last: Promise<unknown> = Promise.resolve();
  const query = (...args: unknown[]) => {
    const answer = last.then(() => ask(...args));
    last = answer.catch(() => undefined);
    return answer;
  };
  client.query = query as Client["query"];
}
