import { Problem } from "@/lib/api/problems";
import { refused } from "@/lib/api/resource";

/** Answers addresses that cannot be read: see lib/api/turn-away. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(
  new Problem("malformed_request", "The address has a percent escape that does not stand for UTF-8 text."),
);
