import { Problem } from "@/lib/api/problems";
import { refused } from "@/lib/api/resource";

const allow = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** Answers methods that nothing takes, such as TRACE: see lib/api/turn-away. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(
  new Problem("method_not_allowed", `This server takes ${allow}.`, { headers: { allow } }),
);
