import { z } from "zod";

/** The response of what hands a person over to a page of Stripe. */
export const redirectTo = z.object({ url: z.url().meta({ description: "Redirect the customer's browser here." }) });

export const clientSecret = z.string().optional().meta({
  description: "For Stripe.js in the customer's browser (`handleNextAction`), if the bank requires authentication.",
});

export const exampleCheckout = { url: "https://checkout.stripe.com/c/pay/cs_a1b2c3" };
