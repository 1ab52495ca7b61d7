import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DesignPage } from "@/components/design/design-page";

export const metadata: Metadata = { title: "Design", robots: { index: false } };

/** Every primitive in every state, to look at while developing (`npm run dev`). The app itself has no such page. */
export default function Design() {
  if (process.env.NODE_ENV === "production") notFound();
  return <DesignPage />;
}
