import type { StripeClient } from "@/lib/stripe/client";

/**
 * A client that caches every read until something is written through it: for thousands of deliveries against a Stripe that
 * does not change. Each reader gets a copy.
 */
export function rememberReads(stripe: StripeClient): StripeClient {
  return remembering(stripe, "stripe", new Map());
}

const READS: ReadonlySet<string> = new Set(["retrieve", "list"]);

function remembering<Target extends object>(target: Target, path: string, answers: Answers): Target {
  return new Proxy(target, {
    get(from, name) {
      const value: unknown = Reflect.get(from, name);
      const here = `${path}.${String(name)}`;
      if (typeof value === "function") return (...args: unknown[]) => call(value.bind(from), here, args, answers);
      return typeof value === "object" && value !== null ? remembering(value, here, answers) : value;
    },
  });
}

type Answers = Map<string, Promise<unknown>>;

function call(method: (...args: unknown[]) => Promise<unknown>, path: string, args: unknown[], answers: Answers) {
  if (!READS.has(path.split(".").at(-1) ?? "")) {
    answers.clear();
    return method(...args);
  }
  const key = `${path} ${JSON.stringify(args)}`;
  const known = answers.get(key) ?? method(...args);
  answers.set(key, known);
  return known.then((answer) => structuredClone(answer));
}
