import type { Metadata } from "next";
import { Missing } from "@/components/shell/missing";
import { LinkButton } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

/** Inside the admin's frame, so that the sections and the search stay one click away. */
export default function AdminNotFound() {
  return (
    <Missing>
      <LinkButton href="/admin" look="primary">
        Go to the overview
      </LinkButton>
      <LinkButton href="/admin/users">Find a user</LinkButton>
    </Missing>
  );
}
