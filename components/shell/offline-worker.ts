/** Registers the worker that shows a page of the app when there is no network. A browser without workers shows its own. */
export function registerOfflineWorker(): void {
  // While developing it would only be in the way.
  if (process.env.NODE_ENV !== "production") return;
  navigator.serviceWorker?.register("/offline-worker.js").catch(() => undefined);
}
