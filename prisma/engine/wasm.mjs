import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Prisma's schema engine, compiled to WebAssembly. Node cannot import its `.wasm` file by itself. There is one per process,
 * however often this module is evaluated, as tests do: the bindings keep a view of the memory of the first one made.
 */
export function loadEngine() {
  globalThis.prismaSchemaEngine ??= load();
  return globalThis.prismaSchemaEngine;
}

async function load() {
  // Where the engine puts the message of a Rust panic before it traps.
  const panic = { message: "" };
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    get: () => panic.message,
    set_message: (message) => {
      panic.message = message;
    },
  };
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  // By `require`, because tests have no import.meta.resolve.
  const beside = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(join(dirname(beside), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings.SchemaEngine;
}
