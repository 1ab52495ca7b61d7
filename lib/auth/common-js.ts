/**
 * next-auth 4 is CommonJS: imported from an ES module, its default export is either itself or one level down, depending
 * on who bundles. This finds it in both places.
 */
export function commonJsDefault<T>(imported: T): T {
  const module: unknown = imported;
  const nested = typeof module === "object" && module !== null && "default" in module;
  return nested ? (module.default as T) : imported;
}
