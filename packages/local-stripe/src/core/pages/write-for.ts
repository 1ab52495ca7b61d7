import { onClockOf } from "../clock/test-clocks";
import { engineOrigin, type Store } from "../store/store";
import type { Tx } from "../store/tx";

/** A write in the customer's name: on the customer's test clock when there is one. */
export function writeFor<T>(store: Store, customer: string | null, body: (tx: Tx) => T): T {
  return store.write(engineOrigin, (tx) => onClockOf(tx, customer, () => body(tx)));
}
