import { afterAll } from "vitest";
import { type FakeGithub, startGithub } from "@/dev/testing/github-server";

export type { FakeGithub, GithubPerson } from "@/dev/testing/github-server";

/** GitHub for a test file, closed after it. */
export async function fakeGithub(): Promise<FakeGithub> {
  const github = await startGithub();
  afterAll(() => github.close());
  return github;
}
