"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";

export default function SignInPage() {
  const [error, setError] = useState("");
  const [isSending, setSending] = useState(false);

  async function enter(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = new FormData(event.currentTarget).get("name");
    setSending(true);
    const answer = await signIn("credentials", { name, redirect: false });
    // A new page: the layout then has the user's balance.
    if (answer?.ok) return window.location.assign("/");
    setSending(false);
    setError("Enter a name of up to 40 letters and digits.");
  }

  return (
    <form className="card" onSubmit={enter}>
      <h1>Sign in</h1>
      <p className="hint">This is an example: any name will do.</p>
      <label htmlFor="name">Your name</label>
      <input id="name" name="name" autoComplete="username" required aria-describedby="name-error" />
      <p id="name-error" className="error" role="alert">
        {error}
      </p>
      <button className="button" type="submit" disabled={isSending}>
        Sign in
      </button>
    </form>
  );
}
