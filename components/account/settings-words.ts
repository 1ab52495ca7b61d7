/** The groups of the settings page, in order. */
export const SETTINGS_GROUPS = {
  account: "Account",
  security: "Security",
  keys: "API",
  credits: "Credits and email",
  data: "Your data",
} as const;

export type SettingsGroupId = keyof typeof SETTINGS_GROUPS;
