import { nothingHere } from "@/lib/api/resource";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nothingHere();
