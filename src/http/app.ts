import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { matchedRoutes } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { PromiseHouse } from '../campaigns/index.ts';
import { clientAddress } from './client-address.ts';
import { guard } from './guard.ts';
import { type HttpContext, type HttpEnv, socketAddress } from './http-env.ts';
import { partsOf } from './make-parts.ts';
import type { App, AppOptions, Parts } from './parts.ts';
import { Problem, problemResponse } from './problem.ts';
import { invalid, problemOf } from './request-problem.ts';
import { apiRoutes } from './routes/api-routes.ts';
import { watchCallbacks } from './routes/callback-watch.ts';
import { watchEnds } from './routes/campaign-end-watch.ts';
import { operationRoutes } from './routes/operations.ts';
import { pageRoutes } from './routes/pages.ts';
import { watchPromises } from './routes/promises-house.ts';
import { SIGNING_CSP } from './routes/signing-page.ts';
import { watchTrials } from './routes/trial-watch.ts';
import { deskHeaders, headers } from './security-headers.ts';
import { DESK_PATH } from './softphone/desk-headers.ts';

/** The largest body a route takes. */
export const MAX_BODY_BYTES = 64 * 1024;

export interface HttpApp {
  readonly app: App;
  readonly promises: PromiseHouse;
  /** Ends every live stream and stops looking at the floor. */
  close(): void;
}

/** The HTTP side of Foyer. The floor's events begin to be counted at once; the log's last 24 hours are read behind. */
export function createApp(options: AppOptions): HttpApp {
  const parts = partsOf(options);
  const app: App = new OpenAPIHono<HttpEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalid(result.error);
    },
  });
  // Set last, since it stands outermost: nothing but the page itself.
  app.use('/signature/*', secureHeaders({ ...headers(options.publicUrl), contentSecurityPolicy: SIGNING_CSP }));
  app.use(DESK_PATH, secureHeaders(deskHeaders(options)));
  app.use(secureHeaders(headers(options.publicUrl)));
  app.use((c, next) => {
    c.set('address', clientAddress(socketAddress(c), c.req.header('x-forwarded-for'), options.proxies ?? []));
    return next();
  });
  app.use(measured(parts));
  app.use(
    guard({
      sessions: parts.sessions,
      apiKeys: parts.apiKeys,
      factors: parts.factors,
      publicUrl: options.publicUrl,
      log: options.log,
    }),
  );
  app.use('/api/*', async (c, next) => {
    await next();
    if (c.res.headers.get('Cache-Control') === null) c.header('Cache-Control', 'no-store');
  });
  limitBodies(app);
  for (const addRoutes of apiRoutes) addRoutes(app, parts);
  operationRoutes(app, parts);
  pageRoutes(app, parts);
  app.notFound((c) =>
    problemResponse(
      c,
      new Problem('unknown-route', `There is no ${c.req.method} ${c.req.path} here: see /openapi.json.`),
    ),
  );
  app.onError((error, c) => problemResponse(c, problemOf(error, options.log)));
  const unsubscribe = countEvents(parts);
  const leavePromises = watchPromises(parts);
  const leaveCallbacks = watchCallbacks(parts);
  const leaveEnds = watchEnds(parts);
  const leaveTrials = watchTrials(parts);
  return {
    app,
    promises: parts.promises,
    close: () => {
      unsubscribe();
      leavePromises();
      leaveCallbacks();
      leaveEnds();
      leaveTrials();
      parts.lineQuality.close();
      parts.floorLive.close();
      parts.agentLive.close();
      parts.streams.close();
    },
  };
}

function limitBodies(app: App): void {
  const limited = bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => {
      throw new Problem('body-too-large', `A body may have ${MAX_BODY_BYTES} bytes at most.`);
    },
  });
  // A lead file goes to the disk as it comes, with a limit of its own.
  app.use((c, next) => (c.req.method === 'POST' && c.req.path === '/api/imports' ? next() : limited(c, next)));
}

function countEvents({ floor, store, clock, rates, metrics, log }: Parts): () => void {
  const startedAt = clock.now();
  rates
    .warm(store, startedAt)
    .catch((error: unknown) => log.error({ error }, 'the rates of the last 24 hours could not be read from the log'));
  return floor.subscribe((events) => {
    metrics.take(events);
    rates.take(events);
  });
}

function measured({ metrics, wallClock }: Parts) {
  return async (c: HttpContext, next: () => Promise<void>) => {
    const from = wallClock.monotonic();
    await next();
    if (c.res.headers.get('Content-Type')?.startsWith('text/event-stream') === true) return;
    // By the route as registered, never by the path: ids would make a label without end.
    const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? 'none';
    metrics.observeRequest({
      method: c.req.method,
      route,
      status: c.res.status,
      seconds: (wallClock.monotonic() - from) / 1_000,
    });
  };
}
