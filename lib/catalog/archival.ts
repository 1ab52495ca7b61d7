/** What is archived or restored. `version` is the one that was on sale when this was decided, if it matters that it still is. */
export type Archival = { id: string; version?: number };

/** Whether the item was edited since the archival was decided. */
export function changedSince(archival: Archival, version: number): boolean {
  return archival.version !== undefined && archival.version !== version;
}
