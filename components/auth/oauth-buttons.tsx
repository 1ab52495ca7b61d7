import { ProviderForm } from "@/components/auth/provider-form";
import type { FormAction } from "@/components/ui/form-state";

type OAuthButtonsProps = { github: boolean; google: boolean; next: string; action: FormAction };

/** Sign-in buttons for the configured OAuth providers. */
export function OAuthButtons({ github, google, next, action }: OAuthButtonsProps) {
  const providers = [
    { id: "github" as const, name: "GitHub", on: github },
    { id: "google" as const, name: "Google", on: google },
  ].filter((provider) => provider.on);
  if (providers.length === 0) return null;
  return (
    <>
      <div className="grid gap-2">
        {providers.map(({ id, name }) => (
          <ProviderForm key={id} provider={id} next={next} action={action} size="large">
            Continue with {name}
          </ProviderForm>
        ))}
      </div>
      <p className="flex items-center gap-3 text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or with email
      </p>
    </>
  );
}
