export type Role = "USER" | "ADMIN";

/** A user whose sign-in is valid now. Role and lock were read from the database for this request. */
export type SignedInUser = {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  /** The user's credit account; null only for a user created outside sign-up who was never given one. */
  accountId: string | null;
  /** Whether the free plan is dormant: it is refilled when the account is used. */
  isDormant: boolean;
  /** Whether they have shown that they receive email sent to `email`. */
  emailVerified: boolean;
  /** Whether they have set up an authenticator app. */
  hasSecondFactor: boolean;
  /** The session of the request; null for a bearer token. */
  sessionId: string | null;
  /** When they last proved their identity. */
  authenticatedAt: Date;
  /** While an admin views the app as this user; "over" for an admin whose view has ended and who has not gone back yet. */
  view?: OpenView | "over";
};

/** An admin's view of the app as another user: everything can be read and nothing changed, until it ends by itself. */
export type OpenView = { adminId: string; until: Date };
