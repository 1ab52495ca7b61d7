import { offered } from "@/app/catalogue";
import { socialImage } from "@/app/social/social-image";
import { notFoundReply } from "@/lib/pages/not-found-reply";

/** The picture of a plan on sale for link previews: /social/pro. */
export async function GET(_request: Request, { params }: RouteContext<"/social/[plan]">): Promise<Response> {
  const { plan: key } = await params;
  const plan = (await offered()).plans.find((one) => one.key === key);
  if (!plan) return notFoundReply();
  const image = await socialImage(plan);
  if (!image) return new Response(null, { status: 307, headers: { location: "/social.png" } });
  return new Response(image, { headers: { "content-type": "image/png", "cache-control": "public, max-age=60" } });
}
