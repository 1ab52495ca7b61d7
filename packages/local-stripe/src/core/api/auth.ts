import { unauthorized } from "./errors";

/** Accepts any test key and refuses live keys, in case one is pasted here by mistake. */
export function requireKey(header: string | undefined): void {
  const key = keyOf(header);
  if (key === "") {
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth " +
        "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  }
  if (/^(sk|rk)_live_/.test(key)) throw unauthorized("A live key was sent to the local Stripe. Use a sk_test_ key.");
  if (!/^(sk|rk)_test_\w+$/.test(key)) throw unauthorized(`Invalid API Key provided: ${masked(key)}`);
}

function keyOf(header: string | undefined): string {
  const [scheme, value = ""] = (header ?? "").split(" ");
  if (scheme?.toLowerCase() === "bearer") return value;
  if (scheme?.toLowerCase() === "basic") return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? "";
  return "";
}

function masked(key: string): string {
  return key.length < 8 ? "****" : `${key.slice(0, 4)}${"*".repeat(key.length - 8)}${key.slice(-4)}`;
}
