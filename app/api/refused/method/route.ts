import { problem } from "@/lib/api/http/problems";
import { refused } from "@/lib/api/http/resource";

const allow = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** Refuses methods that no endpoint has, such as TRACE: see lib/api/http/turn-away. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(
  problem("method_not_allowed", { allow }).with({ headers: { allow } }),
);
