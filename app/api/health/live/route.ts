import { jsonReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import { resource } from "@/lib/api/http/resource";

// Does not use the database: a live process must not be killed because the database is down.
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: async (request) => jsonReply(200, { status: "ok" }, requestId(request.headers)),
});
