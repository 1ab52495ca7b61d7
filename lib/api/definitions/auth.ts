import { z } from "zod";
import { define } from "@/lib/api/definition";
import { signInSchema } from "@/lib/auth/schemas";

export const createTokenEndpoint = define({
  method: "POST",
  path: "/api/v1/auth/token",
  summary: "Get a bearer token",
  description: "Exchanges an email address and a password for a token that is good for 15 minutes.",
  access: "public",
  body: signInSchema.strict(),
  success: {
    status: 200,
    schema: z.object({
      token: z.string(),
      tokenType: z.literal("Bearer"),
      expiresIn: z.int().meta({ description: "Seconds." }),
    }),
  },
  example: {
    body: { email: "demo@example.com", password: "refill-demo" },
    answer: { token: "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.…", tokenType: "Bearer", expiresIn: 900 },
  },
  problems: ["invalid_credentials", "rate_limited"],
});
