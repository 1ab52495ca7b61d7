import { redirect } from "next/navigation";

/** The reference begins with the quick starts, so it is all there is to read. */
export default function DocsPage() {
  redirect("/docs/api");
}
