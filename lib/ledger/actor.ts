/** Who decided on a movement of credits, as opposed to whose credits they are, which is the account. */
export type Actor = `app:${string}` | `key:${string}` | `admin:${string}` | "system" | PersonActor;

/**
 * A user who requested it themselves through the API, without work by the app. Only `byPerson` creates one, so that code
 * that charges a user for the app's work cannot record the user as the actor by mistake.
 */
export type PersonActor = `user:${string}` & { readonly [askedThemselves]: true };

declare const askedThemselves: unique symbol;

/** For the API only. */
export const byPerson = (userId: string): PersonActor => `user:${userId}` as PersonActor;

/** The default actor of spends and holds made in the app's own process. */
export const THE_APP: Actor = "app:refill";
