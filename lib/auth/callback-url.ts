/** Whether next-auth accepts the value as a callback URL. Whether it belongs to the app is checked later. */
export function isCallbackUrl(value: string, appUrl: string): boolean {
  if (value === "") return true;
  const base = value.startsWith("/") ? appUrl : undefined;
  return value.length <= MAX_URL && URL.canParse(value, base) && /^https?:$/.test(new URL(value, base).protocol);
}

const MAX_URL = 4_096;
