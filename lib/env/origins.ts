import { z } from "zod";

/** Origins, separated by commas: "https://chat.example, http://localhost:3001". Empty when the setting is not set. */
export function origins(name: string) {
  const message = `${name} must be origins separated by commas, such as https://chat.example, without a path. Only localhost may have http.`;
  return z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .refine((list) => list.every(isOrigin), message)
    .transform((list) => list.map((one) => new URL(one).origin));
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  if (origin !== text.toLowerCase()) return false;
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
}
