import { problem } from "@/lib/api/http/problems";
import { refused } from "@/lib/api/http/resource";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = refused(problem("unknown_url"));
