import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { problemDocument } from '../contract/index.ts';

interface RouteDescription<Body, Params, Answer> {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** As in OpenAPI: `/api/campaigns/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly body?: Body;
  readonly params?: Params;
  readonly answer: Answer;
}

const problem = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: problemDocument } },
};
const security = [{ session: [] }, { bearer: [] }];

/** A route that takes and gives JSON, described once for the server, OpenAPI and the types of its handler. */
export function jsonRoute<
  const Path extends string,
  Answer extends z.ZodType,
  Body extends z.ZodType = never,
  Params extends z.ZodObject = never,
>(route: RouteDescription<Body, Params, Answer> & { readonly path: Path }) {
  const { method, path, summary, body, params, answer } = route;
  return createRoute({
    method,
    path,
    summary,
    security: [...security],
    request: {
      ...(body === undefined ? {} : { body: { required: true, content: { 'application/json': { schema: body } } } }),
      ...(params === undefined ? {} : { params }),
    } as RouteRequest<Body, Params>,
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: answer } } },
      default: problem,
    },
  });
}

type RouteRequest<Body, Params> = ([Body] extends [never]
  ? object
  : { body: { required: true; content: { 'application/json': { schema: Body } } } }) &
  ([Params] extends [never] ? object : { params: Params });

/** A route that answers with a stream of server-sent events. */
export function eventRoute<const Path extends string>(path: Path, summary: string) {
  return createRoute({
    method: 'get',
    path,
    summary,
    security: [...security],
    responses: {
      200: { description: 'Server-sent events', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      default: problem,
    },
  });
}
