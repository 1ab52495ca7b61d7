import { invalidFields, type Problem, problem } from "@/lib/api/http/problems";
import { type CreateApiKeyResult, MAX_KEYS } from "@/lib/auth/api-keys/create-api-key";

type Refusal = Extract<CreateApiKeyResult, { ok: false }>;

/** Why a key was not created, as a problem. */
export function apiKeyProblem({ reason }: Refusal): Problem {
  switch (reason) {
    case "admins_only":
      return invalidFields([
        {
          field: "scopes",
          message:
            "Only admins can create service keys, or keys with the scopes credits:refund, admin:* and accounts:*.",
        },
      ]);
    case "service_keys_only":
      return invalidFields([{ field: "scopes", message: "Only a service key can have the scope credits:refund." }]);
    case "expires_in_the_past":
      return invalidFields([{ field: "expiresAt", message: "Must be in the future." }]);
    case "too_many_keys":
      return problem("too_many_keys", { max: MAX_KEYS });
  }
}
