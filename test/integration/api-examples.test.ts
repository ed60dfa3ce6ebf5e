import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyExamples } from '../../src/http/contract/index.ts';
import { HttpWorld } from './http-world.ts';

let world: HttpWorld;
let document: {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { examples?: object }> } }>>;
};
beforeAll(async () => {
  world = await HttpWorld.open();
  document = (await (await world.request('GET', '/openapi.json')).json()) as typeof document;
});
afterAll(() => world.close());

test('every example is a body that its route takes, and stands in the description', () => {
  const routes = Object.entries(bodyExamples);
  expect(routes.length).toBeGreaterThan(20);
  for (const [route, examples] of routes) {
    const [method = '', path = ''] = route.split(' ');
    const shown = document.paths[path]?.[method.toLowerCase()]?.requestBody?.content['application/json']?.examples;
    expect([route, Object.values(shown ?? {})]).toEqual([
      route,
      examples.map(({ summary, body }) => ({ summary, value: body })),
    ]);
    for (const { schema, body } of examples)
      expect([route, schema.safeParse(body).error?.issues]).toEqual([route, undefined]);
  }
});

test('every act on promises, mandates, money, donors and webhooks has one', () => {
  const wanted = /^\/api\/(promises|agent\/promise|creditors|bank|donors|webhooks)/;
  const missing = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) => {
      const route = `${method.toUpperCase()} ${path}`;
      const json = requestBody?.content['application/json'] !== undefined;
      return wanted.test(path) && json && bodyExamples[route] === undefined ? [route] : [];
    }),
  );
  expect(missing).toEqual([]);
});
