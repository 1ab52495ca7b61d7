"use client";

import { useChat } from "@ai-sdk/react";
import { Paywall, useCheckout } from "@refill/sdk/react";
import type { UIMessage } from "ai";
import { type FormEvent, useEffect, useState } from "react";

const WISHES = ["Tell me a story.", "Tell me a slow story.", "Tell me a story that breaks off."];

/** What an answer may cost, so what one must have to ask. */
const REQUIRED = 25;

export function Chat({ user }: { user: string }) {
  const { messages, setMessages, sendMessage, stop, status, error } = useChat();
  const { outcome } = useCheckout("credits");
  useKept(`messages of ${user}`, messages, setMessages);
  const isAnswering = status === "submitted" || status === "streaming";
  const ask = (text: string) => void sendMessage({ text });
  return (
    <div className="chat">
      <h1>Ask for a story</h1>
      {outcome === "success" && <p role="status">Thank you. Your credits are here in a moment.</p>}
      <ol aria-label="Conversation" aria-live="polite" aria-busy={isAnswering}>
        {messages.map((message) => (
          <li key={message.id} data-role={message.role}>
            <span className="hint">{message.role === "user" ? "You" : "Storyteller"}</span>
            <p>{textOf(message)}</p>
          </li>
        ))}
      </ol>
      <p className="error" role="alert">
        {error?.message}
      </p>
      <Paywall required={REQUIRED}>
        {messages.length === 0 && (
          <ul className="wishes">
            {WISHES.map((wish) => (
              <li key={wish}>
                <button className="button" data-quiet="" type="button" onClick={() => ask(wish)}>
                  {wish}
                </button>
              </li>
            ))}
          </ul>
        )}
        <Composer isAnswering={isAnswering} ask={ask} stop={() => void stop()} />
      </Paywall>
    </div>
  );
}

type ComposerProps = { isAnswering: boolean; ask: (text: string) => void; stop: () => void };

function Composer({ isAnswering, ask, stop }: ComposerProps) {
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get("text")).trim();
    if (text === "" || isAnswering) return;
    form.reset();
    ask(text);
  }
  return (
    <form className="composer" onSubmit={send}>
      <input name="text" aria-label="Message" placeholder="Tell me a story…" autoComplete="off" />
      {isAnswering ? (
        <button className="button" data-quiet="" type="button" onClick={stop}>
          Stop
        </button>
      ) : (
        <button className="button" type="submit">
          Send
        </button>
      )}
    </form>
  );
}

const textOf = ({ parts }: UIMessage) => parts.map((part) => (part.type === "text" ? part.text : "")).join("");

/** Keeps the conversation while the customer is at Checkout. Read after hydration, because the server has no storage. */
function useKept(key: string, messages: UIMessage[], setMessages: (messages: UIMessage[]) => void) {
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    setMessages(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
    setRead(true);
  }, [key, setMessages]);
  useEffect(() => {
    if (isRead) sessionStorage.setItem(key, JSON.stringify(messages));
  }, [key, isRead, messages]);
}
