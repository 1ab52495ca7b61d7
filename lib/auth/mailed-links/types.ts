/** The purpose of a link in an email. */
export type LinkPurpose = "VERIFY_EMAIL" | "RESET_PASSWORD" | "CHANGE_EMAIL";

/** The pages that links lead to. */
export type LinkPath = "/verify-email" | "/reset-password" | "/change-email";

/** A valid link and its user. */
export type OpenLink = {
  id: string;
  userId: string;
  /** The address it was sent to. */
  email: string;
};
