import { redirect } from "next/navigation";
import { Chat } from "@/components/chat";
import { currentUser } from "@/lib/auth";

export default async function ChatPage() {
  const user = await currentUser();
  if (!user) redirect("/signin");
  return <Chat user={user.name} />;
}
