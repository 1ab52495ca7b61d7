import { Problem } from "@/lib/api/http/problems";
import { refused } from "@/lib/api/http/resource";

/** Answers addresses that cannot be read: see lib/api/http/turn-away. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(
  new Problem("malformed_request", "The address has a percent escape that does not stand for UTF-8 text."),
);
