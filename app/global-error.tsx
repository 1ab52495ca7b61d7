"use client";

import "@/app/globals.css";
import { Failure } from "@/components/shell/failure";

// Replaces the whole document, so it brings its own.
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Not available · Refill</title>
        <Failure digest={error.digest} retry={reset} />
      </body>
    </html>
  );
}
