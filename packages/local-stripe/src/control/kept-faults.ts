import type { FaultRule, Faults } from "../core/api/faults";
import { engineOrigin, type Store } from "../core/store/store";
import type { Chaos, ChaosMode } from "../core/webhooks/chaos";

const failing = "faults";
const delivering = "webhooks_chaos";

/** Requested failures continue after a restart, until they are used up or turned off; draws restart at their seed. */
export function keepFaults(store: Store, faults: Faults, chaos: ChaosMode): void {
  const rules: FaultRule[] = JSON.parse(kept(store, failing) ?? "[]");
  const mode: Chaos | null = JSON.parse(kept(store, delivering) ?? "null");
  faults.set(rules);
  chaos.set(mode);
  faults.onChange = (now) => keep(store, failing, JSON.stringify(now));
  chaos.onChange = (now) => keep(store, delivering, JSON.stringify(now));
}

function kept(store: Store, id: string): string | undefined {
  const value = store.setting(id);
  return typeof value === "string" ? value : undefined;
}

function keep(store: Store, id: string, value: string): void {
  store.write(engineOrigin, (tx) => tx.set(id, value));
}
