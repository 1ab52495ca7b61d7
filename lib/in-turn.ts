type Asks = { query: (...args: never[]) => unknown };

/**
 * Lets the statements that are asked of one connection at the same time wait for each other here. Prisma asks for the
 * relations of one find side by side, also in a transaction, which has one connection; pg keeps them in a queue of its
 * own until version 9, and warns. For callers that await each statement's promise, as Prisma's adapter does.
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
