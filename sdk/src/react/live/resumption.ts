import type { LiveBalance } from "./balance-feed.js";
import { createStore, type Store } from "./store.js";

/** What was refused for want of credits, from the problem's `required` and `resume`. */
export type Refused = {
  id: string;
  /** The credits that it takes. */
  required: number;
  /** By default in 24 hours, which is how long the API keeps it. */
  expiresAt?: Date | string;
};

/**
 * How the page's server answered. `resumed`: its claim was the one, and it does the work. `elsewhere`: another tab or server goes on.
 * `waiting`: the credits still do not suffice, such as after a change of rates; `required` says how many do.
 */
export type Resumed = { status: "resumed" | "elsewhere" } | { status: "waiting"; required?: number };

export type OnResume = (id: string) => Promise<Resumed>;

export type ResumptionState = {
  status: "idle" | "waiting" | "resuming" | "resumed" | "elsewhere" | "failed";
  /** What waits: kept for this tab, over Checkout and reloads. */
  waiting: { id: string; required: number; expiresAt: string; account: string | null } | null;
  /** Why `onResume` failed. It is called again by `retry`, or when the page is loaded again. */
  error: Error | null;
};

export type Resumption = Store<ResumptionState> & {
  wait: (refused: Refused) => void;
  /** Waits no longer. Refill keeps the refusal until it expires or your server gives it up. */
  forget: () => void;
  retry: () => void;
  /** Calls `onResume` once credits suffice, until the returned function is called. One of several followers is called. */
  follow: (onResume: OnResume) => () => void;
};

type Options = {
  /** The name under which it is kept. */
  name: string;
  balance: Store<LiveBalance>;
  /** Null where there is none. */
  storage: () => Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  now?: () => number;
};

const KEPT_MS = 24 * 60 * 60 * 1000;
const IDLE: ResumptionState = { status: "idle", waiting: null, error: null };

/**
 * Keeps what was refused until credits suffice. It spends nothing itself: a browser's token may not, and two tabs may both get this far.
 * The claim of the page's server lets one of them through.
 */
export function createResumption({ name, balance, storage, now = Date.now }: Options): Resumption {
  const key = `refill:resume:${name}`;
  // A page that still shows the refusal would make it wait again.
  const ended = new Set<string>();
  const followers = new Set<OnResume>();
  // The balance that did not suffice although it seemed to: the same one is not tried again.
  let triedAt: number | null = null;
  // The server renders without storage, and the browser's first HTML must be the same.
  const store = createStore<ResumptionState>(IDLE, () => {
    restore();
    return () => undefined;
  });

  function restore(): void {
    const kept = store.get().waiting ? null : read();
    if (kept) show({ status: "waiting", waiting: kept, error: null });
  }

  function read(): ResumptionState["waiting"] {
    try {
      const kept = JSON.parse(storage()?.getItem(key) ?? "null");
      const isRefusal = typeof kept?.id === "string" && Number.isFinite(kept.required) && isOpen(kept);
      return isRefusal && !ended.has(kept.id) ? kept : null;
    } catch {
      return null;
    }
  }

  /** Where a browser refuses storage, what waits lasts as long as the page. */
  function show(state: ResumptionState): void {
    try {
      if (state.waiting) storage()?.setItem(key, JSON.stringify(state.waiting));
      else storage()?.removeItem(key);
    } catch {}
    store.set(state);
  }

  const isOpen = ({ expiresAt }: { expiresAt: string }) => Date.parse(expiresAt) > now();

  function check(): void {
    const { status, waiting } = store.get();
    if (status !== "waiting" || !waiting) return;
    const known = balance.get().balance;
    // Someone else may sign in within the same tab.
    if (!isOpen(waiting) || (known && waiting.account && known.account !== waiting.account)) {
      show(IDLE);
      return;
    }
    const [onResume] = followers;
    if (!onResume || !known || known.available < waiting.required || known.available === triedAt) return;
    void resume(onResume, waiting, known.available);
  }

  async function resume(onResume: OnResume, asked: NonNullable<ResumptionState["waiting"]>, available: number) {
    const isCurrent = () => store.get().waiting?.id === asked.id;
    triedAt = available;
    show({ status: "resuming", waiting: asked, error: null });
    try {
      const answer = await onResume(asked.id);
      if (answer.status !== "waiting") ended.add(asked.id);
      if (!isCurrent()) return;
      if (answer.status === "waiting") {
        const waiting = { ...asked, required: answer.required ?? asked.required };
        show({ status: "waiting", waiting, error: null });
        check();
      } else {
        show({ status: answer.status, waiting: null, error: null });
      }
    } catch (reason) {
      const error = reason instanceof Error ? reason : new Error(String(reason));
      if (isCurrent()) show({ status: "failed", waiting: asked, error });
    }
  }

  return {
    ...store,
    wait: ({ id, required, expiresAt = new Date(now() + KEPT_MS) }) => {
      if (ended.has(id) || store.get().waiting?.id === id) return;
      triedAt = null;
      const account = balance.get().balance?.account ?? null;
      const waiting = { id, required, expiresAt: new Date(expiresAt).toISOString(), account };
      show({ status: "waiting", waiting, error: null });
      check();
    },
    forget: () => {
      const { waiting } = store.get();
      if (waiting) ended.add(waiting.id);
      show(IDLE);
    },
    retry: () => {
      const { status, waiting } = store.get();
      if (status !== "failed") return;
      triedAt = null;
      show({ status: "waiting", waiting, error: null });
      check();
    },
    follow: (onResume) => {
      followers.add(onResume);
      const unsubscribe = [store.subscribe(() => undefined), balance.subscribe(check)];
      check();
      return () => {
        followers.delete(onResume);
        for (const leave of unsubscribe) leave();
      };
    },
  };
}

/** The tab's own storage, if the browser allows it. */
export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
