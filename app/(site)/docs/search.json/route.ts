import { index } from "@/app/(site)/docs/guides";

// At the request and not while the app is built: the limits in the guides are settings of the running app.
export const dynamic = "force-dynamic";

/** The index of the documentation's search, which the browser looks through. It is the same for everybody. */
export function GET(): Response {
  return Response.json(index(), { headers: { "cache-control": "public, max-age=300" } });
}
