import { problem } from "@/lib/api/http/problems";
import { refused } from "@/lib/api/http/resource";

/** Answers addresses that cannot be read: see lib/api/http/turn-away. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(problem("url_not_utf8"));
