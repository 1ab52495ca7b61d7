import type { Sentence } from "@/lib/refusals/row";
import { type Facts, REFUSALS, type Refusal } from "@/lib/refusals/table";

/** The refusals that a page can show. */
export type ShownRefusal = {
  [Name in Refusal]: (typeof REFUSALS)[Name] extends { user: Sentence } ? Name : never;
}[Refusal];

/** The sentence that a page shows for a refusal. */
export function userSentence<Name extends ShownRefusal>(name: Name, ...[facts]: Facts<Name, "user">): string {
  const { user }: { user: Sentence } = REFUSALS[name];
  // Facts<Name> are the ones that this row's own sentence takes.
  return typeof user === "string" ? user : user(facts as never);
}
