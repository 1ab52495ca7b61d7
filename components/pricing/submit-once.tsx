"use client";

import { useEffect, useRef } from "react";

/**
 * Inside a form's button: submits the form when the page is opened for the first time. Whoever comes back to the page, or
 * reloads it, presses the button instead, so that "back" does not lead to the payment page again.
 */
export function SubmitOnce() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const form = mark.current?.closest("form");
    if (!form || isVisited(window.location.href)) return;
    form.requestSubmit();
  }, []);
  return <span ref={mark} hidden />;
}

/** Whether this tab has shown the address before; it has now. */
function isVisited(address: string): boolean {
  const name = `visited ${address}`;
  try {
    if (sessionStorage.getItem(name)) return true;
    sessionStorage.setItem(name, "1");
    return false;
  } catch {
    // Storage is refused in this browser: leave it to the person.
    return true;
  }
}
