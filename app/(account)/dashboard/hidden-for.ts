/** The cookie with the id of the user who has hidden the first steps in this browser. */
export const HIDDEN_FOR = "first-steps-hidden-for";
