/** A failure with one of Prisma's error codes (https://www.prisma.io/docs/orm/reference/error-reference). */
export class EngineError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** The JSON-RPC error for a failure. The CLI prints `data.message` and decides by `data.error_code`. */
export function toReply(error) {
  const panic = error?.name === "RuntimeError" ? globalThis.PRISMA_WASM_PANIC_REGISTRY?.get() : undefined;
  const message = panic || error?.message || String(error);
  const code = typeof error?.code === "string" && /^P\d{4}$/.test(error.code) ? error.code : undefined;
  return {
    code: 4466,
    message: "An error happened. Check the data field for details.",
    data: {
      is_panic: panic !== undefined,
      message,
      error_code: code,
      ...(panic !== undefined && { error: { message } }),
    },
  };
}
