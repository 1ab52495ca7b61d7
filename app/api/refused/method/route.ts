import { Problem } from "@/lib/api/http/problems";
import { refused } from "@/lib/api/http/resource";

const allow = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** Answers methods that nothing takes, such as TRACE: see lib/api/http/turn-away. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(
  new Problem("method_not_allowed", `This server takes ${allow}.`, { headers: { allow } }),
);
