import { Problem } from "@/lib/api/problems";
import { refused } from "@/lib/api/resource";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(
  new Problem("not_found", "There is no such address here."),
);
