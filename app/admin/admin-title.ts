import type { Metadata } from "next";
import { NOT_FOUND } from "@/app/site-metadata";
import { currentAdmin } from "@/lib/auth/guards";

/** The title of an admin page, for admins. Everyone else is shown "not found", and learns nothing from the title either. */
export function adminTitle(title: string): () => Promise<Metadata> {
  return async () => ((await currentAdmin()) ? { title } : NOT_FOUND);
}
