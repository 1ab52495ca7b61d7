import { expect, test } from "vitest";
import { createResource } from "./resource.js";

test("it is loaded once, for its first subscriber", async () => {
  let loads = 0;
  const resource = createResource(async () => ++loads);
  expect([loads, resource.get()]).toEqual([0, { data: null, error: null, isLoading: true }]);
  resource.subscribe(() => undefined)();
  await Promise.resolve();
  resource.subscribe(() => undefined);
  await Promise.resolve();
  expect(resource.get()).toEqual({ data: 1, error: null, isLoading: false });
});

test("what changes by itself is loaded again when it is shown again, and stays until then", async () => {
  let loads = 0;
  const resource = createResource(async () => ++loads, null, { again: true });
  resource.subscribe(() => undefined)();
  await Promise.resolve();
  expect(resource.get().data).toBe(1);
  resource.subscribe(() => undefined);
  resource.subscribe(() => undefined);
  expect(resource.get()).toEqual({ data: 1, error: null, isLoading: true });
  await Promise.resolve();
  expect(resource.get()).toEqual({ data: 2, error: null, isLoading: false });
});

test("with an initial value it is not loaded until someone asks", async () => {
  const resource = createResource(async () => "new", "given");
  resource.subscribe(() => undefined);
  expect(resource.get()).toEqual({ data: "given", error: null, isLoading: false });
  await resource.reload();
  expect(resource.get().data).toBe("new");
});

test("after a failure the value stays, with the error", async () => {
  const error = new Error("No.");
  const resource = createResource(() => Promise.reject(error), "given");
  await resource.reload();
  expect(resource.get()).toEqual({ data: "given", error, isLoading: false });
});

test("an answer that was overtaken by a later one is dropped", async () => {
  const answers: ((value: string) => void)[] = [];
  const resource = createResource(() => new Promise<string>((resolve) => answers.push(resolve)));
  const [first, second] = [resource.reload(), resource.reload()];
  answers[1]?.("second");
  answers[0]?.("first");
  await Promise.all([first, second]);
  expect(resource.get().data).toBe("second");
});
