import { Problem } from "@/lib/api/http/problems";
import { refused } from "@/lib/api/http/resource";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(
  new Problem("not_found", "There is no such address here."),
);
