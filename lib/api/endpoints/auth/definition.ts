import { z } from "zod";
import { define } from "@/lib/api/http/definition";
import { codeSchema, signInSchema } from "@/lib/auth/schemas";

export const createTokenEndpoint = define({
  method: "POST",
  path: "/api/v1/auth/token",
  summary: "Create a bearer token",
  description:
    "Exchanges an email address and a password for a token that is valid for 15 minutes. An account with two-step sign-in also requires `code`: a code from the authenticator app, or a recovery code. Each code works once.",
  access: "public",
  body: signInSchema.extend({ code: codeSchema.optional() }).strict(),
  success: {
    status: 200,
    schema: z.object({
      token: z.string(),
      tokenType: z.literal("Bearer"),
      expiresIn: z.int().meta({ description: "Seconds until the token expires." }),
    }),
  },
  example: {
    body: { email: "demo@example.com", password: "refill-demo" },
    answer: { token: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…", tokenType: "Bearer", expiresIn: 900 },
  },
  problems: ["invalid_credentials", "second_factor_required", "invalid_code", "rate_limited"],
});
