import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { commonJsDefault } from "@/lib/auth/common-js";
import { authOptions } from "@/lib/auth/options";
import { env } from "@/lib/env";

const handleAuth = commonJsDefault(NextAuth);

async function handler(request: NextRequest, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  // next-auth learns its own address only from here.
  process.env.NEXTAUTH_URL = env().APP_URL;
  return handleAuth(request, context, authOptions());
}

export { handler as GET, handler as POST };
