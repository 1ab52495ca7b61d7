import type { Frames, Said } from "./frames";
import type { Elements } from "./payment-element";

type Intent = { object: string; id: string; client_secret: string; status: string; next_action: NextAction | null };
type NextAction = { type: string; redirect_to_url?: { url: string } };
type Result = { error?: Record<string, unknown>; paymentIntent?: Intent; setupIntent?: Intent };
type ConfirmOptions = {
  elements?: Elements;
  clientSecret?: string;
  confirmParams?: { return_url?: string };
  redirect?: "always" | "if_required";
};

/** Confirming intents, and what a bank then asks for. */
export function intentsOf(frames: Frames) {
  const never = new Promise<never>(() => {});

  /** Leaves the page: nothing that waits goes on. */
  function leaveFor(url: string): Promise<never> {
    window.location.assign(url);
    return never;
  }

  function resultOf({ error, intent }: Record<string, unknown>): Result {
    if (error) return { error: error as Record<string, unknown> };
    const shown = intent as Intent;
    return shown.object === "setup_intent" ? { setupIntent: shown } : { paymentIntent: shown };
  }

  /** The bank's page above this one, until it has an answer. */
  function challenge(clientSecret: string): Promise<Said> {
    return new Promise((resolve) => {
      const query = new URLSearchParams({ client_secret: clientSecret });
      const frame = frames.openAbove(`/elements/next-action?${query}`, "Confirm with your bank", (said) => {
        if (said.type !== "answered") return;
        frame.close();
        resolve(said);
      });
    });
  }

  async function carryOn(intent: Intent): Promise<Result> {
    if (intent.status !== "requires_action") return resultOf({ intent });
    const { next_action: next, client_secret: secret } = intent;
    if (next?.type === "redirect_to_url" && next.redirect_to_url) return leaveFor(next.redirect_to_url.url);
    return resultOf(await challenge(secret));
  }

  async function confirm(name: string, options: ConfirmOptions): Promise<Result> {
    const { elements, confirmParams, redirect = "always" } = options;
    if (elements === undefined) throw frames.integrationError(`${name}: the local Stripe needs \`elements\`.`);
    const returnUrl = confirmParams?.return_url;
    if (returnUrl === undefined && redirect === "always") {
      throw frames.integrationError(
        `${name}: \`confirmParams.return_url\` is required unless \`redirect\` is if_required.`,
      );
    }
    const answer = await elements.ask("confirm", { returnUrl: returnUrl ?? window.location.href });
    const result = answer.error ? resultOf(answer) : await carryOn(answer.intent as Intent);
    const intent = result.paymentIntent ?? result.setupIntent;
    if (intent === undefined || redirect === "if_required" || returnUrl === undefined) return result;
    const back = new URL(returnUrl);
    back.searchParams.set(intent.object, intent.id);
    back.searchParams.set(`${intent.object}_client_secret`, intent.client_secret);
    back.searchParams.set("redirect_status", "succeeded");
    return leaveFor(back.href);
  }

  return {
    /** https://docs.stripe.com/js/payment_intents/confirm_payment */
    confirmPayment: (options: ConfirmOptions) => confirm("confirmPayment", options),
    /** https://docs.stripe.com/js/setup_intents/confirm_setup */
    confirmSetup: (options: ConfirmOptions) => confirm("confirmSetup", options),
    /** https://docs.stripe.com/js/payment_intents/handle_next_action */
    handleNextAction: async ({ clientSecret }: { clientSecret: string }): Promise<Result> => {
      const said = await challenge(clientSecret);
      if (typeof said.misuse === "string") throw frames.integrationError(`handleNextAction: ${said.misuse}`);
      return typeof said.leave === "string" ? leaveFor(said.leave) : resultOf(said);
    },
  };
}
