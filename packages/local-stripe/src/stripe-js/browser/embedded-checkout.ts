import type { Frame, Frames } from "./frames";

type Options = { clientSecret?: string; fetchClientSecret?: () => Promise<string>; onComplete?: () => void };

/**
 * `stripe.createEmbeddedCheckoutPage`: Checkout in a frame of the page, which leads to the session's `return_url`. Source:
 * https://docs.stripe.com/js/embedded_checkout/create
 */
export function embeddedCheckoutOf(frames: Frames) {
  let isAlive = false;

  return async function createEmbeddedCheckoutPage({ clientSecret, fetchClientSecret, onComplete }: Options) {
    if (isAlive) throw frames.integrationError("You cannot have multiple Embedded Checkout objects.");
    isAlive = true;
    let frame: Frame | null = null;
    const secret = await Promise.resolve(clientSecret ?? fetchClientSecret?.()).catch((error: unknown) => {
      isAlive = false;
      throw error;
    });
    const session = /^(cs_test_\w+)_secret_\w+$/.exec(secret ?? "")?.[1];
    if (secret === undefined || session === undefined) {
      isAlive = false;
      throw frames.integrationError("fetchClientSecret must resolve with the client secret of a Checkout Session.");
    }

    const unmount = () => {
      frame?.close();
      frame = null;
    };
    return {
      mount(location: string | HTMLElement) {
        if (!isAlive) throw frames.integrationError("This Embedded Checkout has been destroyed.");
        if (frame !== null) throw frames.integrationError("Embedded Checkout is already mounted.");
        const query = new URLSearchParams({ client_secret: secret });
        frame = frames.open(`/c/pay/${session}?${query}`, "Checkout", (said) => {
          // The bank's page is shorter than the form that it replaces: its top may be above what the buyer sees.
          if (said.type === "shown") frames.bringIntoView(frame?.element);
          if (said.type !== "complete") return;
          if (typeof said.url === "string") window.location.assign(said.url);
          else onComplete?.();
        });
        frames.placeOf(location).append(frame.element);
      },
      unmount,
      destroy() {
        unmount();
        isAlive = false;
      },
    };
  };
}
