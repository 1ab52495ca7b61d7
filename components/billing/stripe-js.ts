import type { Stripe, StripeConstructor } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import type { InBrowser } from "@/lib/stripe/in-browser";

/** Stripe.js with the app's key, loaded once. Rejects when it cannot be loaded; the next call tries again. */
export async function stripeJs({ publishableKey, scriptUrl }: Omit<InBrowser, "clientSecret">): Promise<Stripe> {
  if (scriptUrl !== null) return (await loadFrom(scriptUrl))(publishableKey);
  const stripe = await loadStripe(publishableKey);
  if (!stripe) throw new Error("Stripe.js runs in browsers only.");
  return stripe;
}

let loading: Promise<StripeConstructor> | undefined;

/** `loadStripe` knows Stripe's own address only. */
function loadFrom(scriptUrl: string): Promise<StripeConstructor> {
  loading ??= new Promise<StripeConstructor>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = scriptUrl;
    script.onload = () => (window.Stripe ? resolve(window.Stripe) : reject(new Error("Stripe.js is not available.")));
    script.onerror = () => {
      script.remove();
      loading = undefined;
      reject(new Error(`${scriptUrl} did not load.`));
    };
    document.head.append(script);
  });
  return loading;
}
