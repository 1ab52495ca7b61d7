import { problem } from "@/lib/api/http/problems";
import { refused } from "@/lib/api/http/resource";

/** Refuses URLs that cannot be decoded: see lib/api/http/turn-away. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(problem("url_not_utf8"));
