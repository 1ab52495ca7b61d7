"use client";

import "@/app/globals.css";
import { GeistSans } from "geist/font/sans";
import { useEffect } from "react";
import { Failure } from "@/components/shell/failure";

// Replaces the whole document, so it renders its own and works out the theme itself.
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  useEffect(() => {
    const chosen = localStorage.getItem("theme");
    const system = window.matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.classList.toggle("dark", chosen === "dark" || (chosen !== "light" && system));
  }, []);
  return (
    <html lang="en" className={GeistSans.variable}>
      <body className="font-sans">
        <title>Not available · Refill</title>
        <Failure digest={error.digest} retry={() => window.location.reload()} />
      </body>
    </html>
  );
}
