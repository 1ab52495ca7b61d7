"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { Balance } from "../client/credits.js";
import type { Send } from "../client/retry.js";
import { formatNumber } from "./format.js";
import { type Catalogue, createRuntime, type Runtime } from "./runtime.js";
import { defaultTexts, fill, type Texts } from "./texts.js";

type Shared = {
  runtime: Runtime;
  locale: string;
  texts: Texts;
  navigate: (url: string) => void;
};

const RefillContext = createContext<Shared | null>(null);

export type RefillProviderProps = {
  /** Refill's URL, such as https://credits.example. */
  baseUrl: string;
  /** The route made by createRefillHandler of `@refill/sdk/next`. */
  tokenUrl?: string;
  /** The balance, read on the server, so that the first HTML has it. */
  initialBalance?: Balance | null;
  /** The answer of GET /plans, read on the server, so that the first HTML has prices. */
  initialPlans?: Catalogue | null;
  /** How numbers, prices and days are written. The same on the server and in the browser. */
  locale?: string;
  /** Replaces some of the texts. */
  texts?: Partial<Texts>;
  /** Replaces the global fetch. */
  fetch?: Send;
  /** Replaces how Checkout is opened. */
  navigate?: (url: string) => void;
  children?: ReactNode;
};

/**
 * Gives the hooks and components below it a token for the user's browser, which it renews, and one live balance. The
 * options of the connection are read once; the provider needs a `key` to change them.
 */
export function RefillProvider({
  baseUrl,
  tokenUrl = "/api/refill",
  initialBalance = null,
  initialPlans = null,
  locale = "en-US",
  texts,
  fetch,
  navigate = assign,
  children,
}: RefillProviderProps) {
  const [runtime] = useState(() => createRuntime({ baseUrl, tokenUrl, initialBalance, initialPlans, fetch }));
  return (
    <RuntimeProvider runtime={runtime} locale={locale} texts={texts} navigate={navigate}>
      {children}
    </RuntimeProvider>
  );
}

type RuntimeProviderProps = Required<Pick<RefillProviderProps, "locale" | "navigate">> &
  Pick<RefillProviderProps, "texts" | "children"> & { runtime: Runtime };

/** The provider of a runtime that exists already. */
export function RuntimeProvider({ runtime, locale, texts, navigate, children }: RuntimeProviderProps) {
  const shared = useMemo(
    () => ({ runtime, locale, texts: { ...defaultTexts, ...texts }, navigate }),
    [runtime, locale, texts, navigate],
  );
  return <RefillContext.Provider value={shared}>{children}</RefillContext.Provider>;
}

function assign(url: string): void {
  window.location.assign(url);
}

export function useRefill(): Shared {
  const shared = useContext(RefillContext);
  if (!shared) throw new Error("Components and hooks of @refill/sdk/react must be inside a <RefillProvider>.");
  return shared;
}

/** The texts, and how amounts of credits are written. */
export function useTexts() {
  const { texts, locale } = useRefill();
  const creditsText = (count: number | string) =>
    Number(count) === 1 ? texts.oneCredit : fill(texts.credits, { count: formatNumber(count, locale) });
  return { texts, locale, creditsText };
}
