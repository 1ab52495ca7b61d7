/**
 * next-auth 4 is CommonJS. Imported from an ES module, its default export is at the top level or one level down, depending
 * on the bundler. This handles both.
 */
export function commonJsDefault<T>(imported: T): T {
  const module: unknown = imported;
  const nested = typeof module === "object" && module !== null && "default" in module;
  return nested ? (module.default as T) : imported;
}
