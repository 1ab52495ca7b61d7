"use client";

import {
  type ComponentProps,
  type RefObject,
  startTransition,
  useActionState,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { keepDraft } from "@/components/ui/form-draft";
import { isNotFound, isSignInRedirect, rethrowNavigation } from "@/components/ui/navigation-errors";
import { type SendFailure, sendFailureOf } from "@/components/ui/send-failure";

/** What `Form` needs to know of its submits. */
export type FormHandle = {
  ref: RefObject<HTMLFormElement | null>;
  /** The action of a form that is sent without JavaScript. */
  submit: (form: FormData) => void;
  send: NonNullable<ComponentProps<"form">["onSubmit"]>;
  pending: boolean;
  /** Why the last submit got no answer. */
  failure: SendFailure | null;
  retry: () => void;
  /** Whether an answer came since the page was loaded. */
  answered: boolean;
};

/**
 * The state of a form that submits to a server action, and the handle for `Form`. In place of useActionState, which gives
 * the page to the error boundary, and with it everything typed, when no answer comes.
 *
 * A submit during a submit does nothing. Without an answer the fields stay as they are and `failure` says why. After an
 * answer the fields are reset to what the action returned, and the first one with an error gets the focus. When the
 * session is over, the entries are kept for the return from the sign-in.
 */
export function useForm<State>(
  action: (before: Awaited<State>, form: FormData) => Promise<State>,
  initial: Awaited<State>,
): [Awaited<State>, FormHandle] {
  const ref = useRef<HTMLFormElement>(null);
  const isSending = useRef(false);
  const submitter = useRef<HTMLElement | null>(null);
  const [failure, setFailure] = useState<SendFailure | null>(null);
  const attempt = async (before: Awaited<State>, form: FormData): Promise<State> => {
    try {
      const after = await action(before, form);
      isSending.current = false;
      setFailure(null);
      return after;
    } catch (error) {
      if (ref.current && isSignInRedirect(error)) keepDraft(ref.current, "session_over");
      if (ref.current && isNotFound(error)) return throughSignIn(ref.current);
      // On the way to another page the form stays closed: a second press must not send it again.
      rethrowNavigation(error);
      isSending.current = false;
      setFailure(sendFailureOf(error));
      return before as State;
    }
  };
  // A form sent without JavaScript posts the server's own action, which only the server's rendering can name.
  const [state, submit, pending] = useActionState<State, FormData>(isServer ? action : attempt, initial);
  const shown = useRef(state);
  useLayoutEffect(() => {
    if (shown.current === state) return;
    shown.current = state;
    ref.current?.reset();
  }, [state]);
  const [first] = useState(state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the fields show the state.
  useEffect(() => {
    ref.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [state]);

  const send: FormHandle["send"] = (event) => {
    event.preventDefault();
    if (isSending.current) return;
    isSending.current = true;
    submitter.current = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
    const form = new FormData(event.currentTarget, submitter.current);
    startTransition(() => submit(form));
  };
  const retry = () => {
    const by = submitter.current?.isConnected ? submitter.current : null;
    // The button that asks for this goes away with the message, and must not take the focus with it.
    by?.focus();
    ref.current?.requestSubmit(by);
  };
  return [state, { ref, submit, send, pending, failure, retry, answered: state !== first }];
}

/** Loads the page again, by way of the sign-in for someone who is signed out. Never resolves, as the page goes away. */
function throughSignIn(form: HTMLFormElement): Promise<never> {
  keepDraft(form, "session_over");
  const { pathname, search } = window.location;
  window.location.assign(`/signin?next=${encodeURIComponent(pathname + search)}`);
  return new Promise(() => {});
}

const isServer = typeof window === "undefined";
