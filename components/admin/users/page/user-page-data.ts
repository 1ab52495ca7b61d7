import type { UserRow } from "@/lib/account/list/user-row";
import type { readUserPage } from "@/lib/account/read-user-page";

/** Everything that the page of a user shows, as it was read. */
export type UserPageData = Awaited<ReturnType<typeof readUserPage>> & { user: UserRow };

/** A deleted account can only be looked at. */
export const mayAct = ({ user }: Pick<UserPageData, "user">): boolean => user.deletedAt === null;
