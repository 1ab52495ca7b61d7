/** What a link in a mail is for. */
export type LinkPurpose = "VERIFY_EMAIL" | "RESET_PASSWORD" | "CHANGE_EMAIL";

/** The pages that links lead to. */
export type LinkPath = "/verify-email" | "/reset-password" | "/change-email";

/** A link that can still be used, and whose it is. */
export type OpenLink = {
  id: string;
  userId: string;
  /** The address it was sent to. */
  email: string;
};
