import { holdFocus } from "@/components/shell/lost-focus";
import { registerOfflineWorker } from "@/components/shell/offline-worker";

/** What every page has from the time it is there, and does not need before. */
export function begin(): void {
  registerOfflineWorker();
  holdFocus();
}
