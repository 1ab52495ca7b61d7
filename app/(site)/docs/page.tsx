import { redirect } from "next/navigation";

/** The API reference opens with the quick start, so /docs leads straight to it. */
export default function DocsPage() {
  redirect("/docs/api");
}
