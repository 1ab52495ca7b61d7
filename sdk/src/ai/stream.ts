import { type MeteredCall, settledSoon } from "./call.js";
import type { Usage } from "./usage.js";

/** What is known of a stream so far. */
export type Observed = {
  /** What the provider says was used, once it does. */
  usage: Usage | null;
  /** Whether the provider failed. */
  failed: boolean;
};

export type Observer<Part> = {
  /** Sees each part as it is delivered. Returns what is passed on; null keeps it back. */
  see: (part: Part) => Part | null;
  observed: () => Observed;
  /** What was delivered so far, for a stream that ends before the provider says what was used. Null if nothing was. */
  estimate: () => Usage | null;
};

/**
 * The same stream, of which is captured what was delivered. Parts pass through as they are read. The end waits for the
 * capture; whatever happens to it, the reader gets the stream as the provider sent it.
 *
 * - It ends: by the provider's usage, else by what was streamed, marked as estimated.
 * - The provider fails: nothing is taken.
 * - The reader cancels or the signal fires: by what was delivered; nothing if that was nothing.
 */
export function meteredStream<Part>(
  source: ReadableStream<Part>,
  call: MeteredCall,
  { see, observed, estimate }: Observer<Part>,
  signal?: AbortSignal,
): ReadableStream<Part> {
  const reader = source.getReader();
  let isOver = false;

  const settle = (): Promise<unknown> => {
    isOver = true;
    signal?.removeEventListener("abort", onAbort);
    const { usage, failed } = observed();
    if (failed) return call.release();
    if (usage) return call.capture(usage);
    const delivered = estimate();
    return delivered ? call.capture(delivered, { estimated: true }) : call.release();
  };
  let onAbort = () => undefined as undefined;

  return new ReadableStream<Part>(
    {
      start(controller) {
        onAbort = () => {
          if (isOver) return;
          void settle();
          reader.cancel(signal?.reason).catch(() => undefined);
          controller.error(signal?.reason);
        };
        if (signal?.aborted) onAbort();
        else signal?.addEventListener("abort", onAbort, { once: true });
      },
      async pull(controller) {
        try {
          for (;;) {
            const { done, value } = await call.during(reader.read());
            if (isOver) return;
            if (done) {
              await settledSoon(settle());
              controller.close();
              return;
            }
            const part = seen(see, value);
            if (part === null) continue;
            controller.enqueue(part);
            return;
          }
        } catch (error) {
          if (isOver) return;
          isOver = true;
          signal?.removeEventListener("abort", onAbort);
          // A signal that fired has been dealt with; this is the provider's connection.
          await settledSoon(call.release());
          controller.error(error);
        }
      },
      async cancel(reason) {
        if (isOver) return;
        const settling = settle();
        await Promise.all([reader.cancel(reason).catch(() => undefined), settledSoon(settling)]);
      },
    },
    // Nothing is read ahead: what was read was delivered.
    { highWaterMark: 0 },
  );
}

/** A part that cannot be understood is passed on as it is. */
function seen<Part>(see: Observer<Part>["see"], part: Part): Part | null {
  try {
    return see(part);
  } catch {
    return part;
  }
}
