import { liveEndpoint } from "@/lib/api/definitions/health";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(liveEndpoint, async () => ({ status: "ok" as const })),
});
