"use client";

import type { Loading } from "../hooks.js";
import { NoTokenError } from "../live/tokens.js";
import { useTexts } from "../provider.js";
import type { Checkout } from "../use-checkout.js";

/** What a component shows instead of data: that it loads, or that it failed, with a way to try again. */
export function Pending({ error, reload, isLoading }: Pick<Loading<unknown>, "error" | "reload" | "isLoading">) {
  const { texts } = useTexts();
  if (!error || isLoading) {
    return (
      <p className="refill-note" data-state="loading" role="status">
        {texts.loading}
      </p>
    );
  }
  if (error instanceof NoTokenError && error.status === 401) {
    return (
      <p className="refill-note" data-state="signed-out" role="status">
        {texts.signedOut}
      </p>
    );
  }
  return (
    <div className="refill-note" data-state="error" role="alert">
      <p>{texts.failed}</p>
      <button className="refill-button" type="button" onClick={() => void reload()}>
        {texts.retry}
      </button>
    </div>
  );
}

/** How Checkout ended or why it was not opened. The region is always there, so that what appears in it is announced. */
export function CheckoutNote({ checkout: { error, outcome }, success }: { checkout: Checkout; success: string }) {
  const { texts } = useTexts();
  const text = error ? texts.buyFailed : outcome === "success" ? success : outcome === "canceled" ? texts.canceled : "";
  return (
    <p className="refill-note" data-state={error ? "error" : (outcome ?? "idle")} role="status">
      {text}
    </p>
  );
}
