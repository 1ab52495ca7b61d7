export type Role = "USER" | "ADMIN";

/** A person whose sign-in is valid at this moment. Role and lock were read from the database for this very request. */
export type SignedInUser = {
  id: string;
  email: string;
  name: string | null;
  role: Role;
  /** The person's credit account; null only for a user made outside sign-up who was never given one. */
  accountId: string | null;
  /** Whether they have shown that they read mail sent to `email`. */
  emailVerified: boolean;
  /** Whether they have set up an authenticator app. */
  hasSecondFactor: boolean;
  /** The session they came with; null for a bearer token. */
  sessionId: string | null;
  /** When they last proved who they are. */
  authenticatedAt: Date;
};
