/** Who decided on a movement of credits, which says nothing of whose they are: that is the account. */
export type Actor = `app:${string}` | `key:${string}` | `admin:${string}` | "system" | PersonActor;

/**
 * A person who asked for it themselves, through the API, with no work of the app behind it. Nothing but `byPerson` makes
 * one, so that code which charges somebody for its work cannot write their name by mistake.
 */
export type PersonActor = `user:${string}` & { readonly [askedThemselves]: true };

declare const askedThemselves: unique symbol;

/** For the API alone. */
export const byPerson = (userId: string): PersonActor => `user:${userId}` as PersonActor;

/** Who decides on spends and holds that are made in the app's own process, unless they say which part of it. */
export const THE_APP: Actor = "app:refill";
