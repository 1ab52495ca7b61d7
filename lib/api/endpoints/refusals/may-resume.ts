import { actorOf, type Caller } from "@/lib/api/http/caller";

/**
 * Whether a caller may resume or give up what was refused: the caller that asked, and service keys. The app's job must not be
 * claimed by the customer, who would pay for work that nobody then does.
 */
export function mayResume(caller: Caller, refused: { actor: string }): boolean {
  return caller.key?.service === true || refused.actor === actorOf(caller);
}
