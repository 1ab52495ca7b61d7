import { jsonReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import { resource } from "@/lib/api/http/resource";

// Asks nothing of the database: a process that lives must not be killed because another thing is down.
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: async (request) => jsonReply(200, { status: "ok" }, requestId(request.headers)),
});
