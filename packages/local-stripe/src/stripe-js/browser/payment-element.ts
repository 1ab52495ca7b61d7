import type { Frame, Frames } from "./frames";

type Options = { clientSecret?: string; appearance?: { theme?: string } };
type Listener = (event: Record<string, unknown>) => void;

interface PaymentElement {
  mount(location: string | HTMLElement): void;
  on(name: string, listener: Listener): PaymentElement;
  off(name: string, listener: Listener): PaymentElement;
  focus(): void;
  unmount(): void;
  destroy(): void;
}

export type Elements = ReturnType<ReturnType<typeof elementsOf>>;

/**
 * `stripe.elements({clientSecret})` with the Payment Element, whose fields stand in a frame. Source:
 * https://docs.stripe.com/js/elements_object/create and https://docs.stripe.com/js/element/payment_element
 */
export function elementsOf(frames: Frames) {
  return function elements({ clientSecret, appearance }: Options = {}) {
    if (clientSecret === undefined) {
      throw frames.integrationError(
        "The local Stripe needs the clientSecret of an intent: stripe.elements({clientSecret}).",
      );
    }
    let frame: Frame | null = null;
    let element: PaymentElement | null = null;
    const waiting = new Map<number, (answer: Record<string, unknown>) => void>();

    function create(type: string): PaymentElement {
      if (type !== "payment") throw frames.integrationError(`The local Stripe has no ${type} element.`);
      if (element !== null) throw frames.integrationError("Can only create one Element of type payment.");
      const listeners = new Map<string, Set<Listener>>();
      const tell = (name: string, event: Record<string, unknown>) => {
        for (const listener of listeners.get(name) ?? []) listener({ elementType: "payment", ...event });
      };
      const unmount = () => {
        frame?.close();
        frame = null;
      };
      element = {
        mount(location: string | HTMLElement) {
          if (frame !== null) throw frames.integrationError("This Element has already been mounted.");
          const query = new URLSearchParams({
            client_secret: clientSecret ?? "",
            theme: appearance?.theme === "night" ? "dark" : appearance?.theme === undefined ? "" : "light",
          });
          frame = frames.open(`/elements/payment?${query}`, "Secure payment input frame", (said) => {
            if (said.type === "answer") waiting.get(Number(said.call))?.(said);
            else tell(said.type, said);
          });
          frame.element.style.colorScheme = query.get("theme") || "light dark";
          frames.placeOf(location).append(frame.element);
        },
        on(name: string, listener: Listener) {
          listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
          return this;
        },
        off(name: string, listener: Listener) {
          listeners.get(name)?.delete(listener);
          return this;
        },
        focus: () => frame?.say({ type: "focus" }),
        unmount,
        destroy() {
          unmount();
          element = null;
        },
      };
      return element;
    }

    /** Asks the frame to do something with what was typed into it. */
    function ask(type: "submit" | "confirm", more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
      const asked = frame;
      if (asked === null) {
        const problem = "We could not retrieve data from the specified Element. Make sure that it is mounted.";
        return Promise.reject(frames.integrationError(problem));
      }
      return new Promise((resolve) => {
        const call = Math.random();
        waiting.set(call, (answer) => {
          waiting.delete(call);
          resolve(answer);
        });
        asked.say({ type, call, ...more });
      });
    }

    return {
      create,
      getElement: (type: string) => (type === "payment" ? element : null),
      submit: async () => {
        const { error } = await ask("submit");
        return error === undefined ? {} : { error };
      },
      fetchUpdates: async () => ({}),
      update: async () => undefined,
      /** For confirmPayment and confirmSetup; Stripe's own objects have no such method. */
      ask,
      clientSecret,
    };
  };
}
