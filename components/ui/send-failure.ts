import { unstable_isUnrecognizedActionError } from "next/navigation";

/** Why a request got no answer from the app. Nothing a person typed is lost by it. */
export type SendFailure = {
  /** `offline` and `dropped`: no answer came. `outdated`: the page is of an older version of the app. */
  kind: "offline" | "dropped" | "busy" | "outdated" | "failed";
  sentence: string;
};

const SENTENCES = {
  offline: "You are offline. Nothing you entered is lost.",
  dropped: "The connection was lost before this was confirmed. Nothing you entered is lost.",
  outdated: "Refill was updated since you opened this page. Reload it to continue; what you entered stays.",
  failed: "Something went wrong on our side. Nothing you entered is lost. Try again in a moment.",
};

// What Next's client throws for a refusal by the limit on requests, or during maintenance, whose text is shown as it is.
const TURNED_AWAY = /^(Too many requests|Down for maintenance)\b/;

/** What a server action's failure means to a person: everything but the redirects and "not found" of Next itself. */
export function sendFailureOf(error: unknown, isOnline = navigator.onLine): SendFailure {
  if (unstable_isUnrecognizedActionError(error)) return { kind: "outdated", sentence: SENTENCES.outdated };
  if (!(error instanceof Error)) return { kind: "failed", sentence: SENTENCES.failed };
  if (TURNED_AWAY.test(error.message)) return { kind: "busy", sentence: error.message.trim() };
  // Browsers reject a fetch without an answer with a TypeError; React ends a half-read answer with this message.
  if (error instanceof TypeError || error.message === "Connection closed.") {
    const kind = isOnline ? "dropped" : "offline";
    return { kind, sentence: SENTENCES[kind] };
  }
  return { kind: "failed", sentence: SENTENCES.failed };
}
