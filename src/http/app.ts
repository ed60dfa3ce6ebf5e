import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { matchedRoutes } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { z } from 'zod';
import type { PromiseHouse } from '../campaigns/index.ts';
import { idSource } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { freshSeed } from '../kernel/system-random.ts';
import type { Log } from '../ops/index.ts';
import { clientAddress } from './client-address.ts';
import { guard } from './guard.ts';
import { type HttpContext, type HttpEnv, socketAddress } from './http-env.ts';
import { AgentLive } from './live/agent-live.ts';
import { AgentNames } from './live/agent-names.ts';
import { FloorLive } from './live/floor-live.ts';
import { Rates } from './live/rates.ts';
import { Streams } from './live/streams.ts';
import { Login } from './login.ts';
import type { App, AppOptions, Parts } from './parts.ts';
import { Problem, problemResponse, problemStatus } from './problem.ts';
import { accountRoutes } from './routes/accounts.ts';
import { agentRoutes } from './routes/agent.ts';
import { agentActRoutes } from './routes/agent-acts.ts';
import { agentDeskRoutes } from './routes/agent-desk.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { auditRoutes } from './routes/audit.ts';
import { bankRoutes } from './routes/bank.ts';
import { watchCallbacks } from './routes/callback-watch.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import { campaignChangeRoutes } from './routes/campaign-changes.ts';
import { watchEnds } from './routes/campaign-end-watch.ts';
import { campaignPlanRoutes } from './routes/campaign-plans.ts';
import { campaignRoutes } from './routes/campaigns.ts';
import { certificationRoutes } from './routes/certification.ts';
import { donorConsentRoutes } from './routes/donor-consent.ts';
import { donorLinkRoutes } from './routes/donor-link.ts';
import { donorRoutes } from './routes/donors.ts';
import { floorRoutes } from './routes/floor.ts';
import { floorActRoutes } from './routes/floor-acts.ts';
import { floorNoteRoutes } from './routes/floor-notes.ts';
import { importMappingRoutes } from './routes/import-mappings.ts';
import { importRoutes } from './routes/imports.ts';
import { importDesk } from './routes/imports-desk.ts';
import { limitRoutes } from './routes/limits.ts';
import { objectionRoutes } from './routes/objections.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { operationRoutes } from './routes/operations.ts';
import { outboxRoutes } from './routes/outbox.ts';
import { paceRoutes } from './routes/pace.ts';
import { pageRoutes } from './routes/pages.ts';
import { passkeyRoutes } from './routes/passkeys.ts';
import { promiseFigureRoutes } from './routes/promise-figures.ts';
import { promiseRoutes } from './routes/promises.ts';
import { agentPromiseRoutes } from './routes/promises-agent.ts';
import { promiseHouse, watchPromises } from './routes/promises-house.ts';
import { protectionRoutes } from './routes/protection.ts';
import { reasonRoutes } from './routes/reasons.ts';
import { recordRoutes } from './routes/records.ts';
import { reportRoutes } from './routes/reports.ts';
import { returnCallRoutes } from './routes/return-call.ts';
import { scriptRoutes } from './routes/script.ts';
import { scriptVersionRoutes } from './routes/script-versions.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { sessionRoutes } from './routes/session.ts';
import { ownSessionRoutes } from './routes/session-own.ts';
import { setUpRoutes } from './routes/set-up.ts';
import { signingRoutes } from './routes/signing.ts';
import { SIGNING_CSP } from './routes/signing-page.ts';
import { softphoneRoutes } from './routes/softphone.ts';
import { switchDirectoryRoutes } from './routes/switch-directory.ts';
import { watchTrials } from './routes/trial-watch.ts';
import { trialRoutes } from './routes/trials.ts';
import { usefulContactRoutes } from './routes/useful-contacts.ts';
import { webhookInRoutes } from './routes/webhooks-in.ts';
import { webhookOutRoutes } from './routes/webhooks-out.ts';
import { whatIfRoutes } from './routes/what-if.ts';
import { whyRoutes } from './routes/why.ts';
import { whyLeadRoutes } from './routes/why-lead.ts';
import { Sessions } from './sessions.ts';
import { ApiKeys } from './sign-in/api-keys.ts';
import { Oidc } from './sign-in/oidc.ts';
import { Passkeys } from './sign-in/passkeys.ts';
import { SecondFactors } from './sign-in/second-factors.ts';
import { SignInTrail } from './sign-in/sign-in-trail.ts';
import { DESK_PATH, deskConnections } from './softphone/desk-headers.ts';
import { LineQuality } from './softphone/line-quality.ts';
import { SoftphoneAccounts } from './softphone/softphone-accounts.ts';

/** The largest body a route takes. */
export const MAX_BODY_BYTES = 64 * 1024;

export interface HttpApp {
  readonly app: App;
  readonly promises: PromiseHouse;
  /** Ends every live stream and stops looking at the floor. */
  close(): void;
}

const apiRoutes = [
  sessionRoutes,
  ownSessionRoutes,
  secondFactorRoutes,
  passkeyRoutes,
  oidcRoutes,
  accountRoutes,
  apiKeyRoutes,
  auditRoutes,
  agentRoutes,
  agentActRoutes,
  agentDeskRoutes,
  softphoneRoutes,
  switchDirectoryRoutes,
  floorRoutes,
  floorActRoutes,
  campaignRoutes,
  campaignPlanRoutes,
  setUpRoutes,
  whatIfRoutes,
  trialRoutes,
  floorNoteRoutes,
  paceRoutes,
  whyRoutes,
  whyLeadRoutes,
  objectionRoutes,
  returnCallRoutes,
  limitRoutes,
  importRoutes,
  importMappingRoutes,
  reportRoutes,
  reasonRoutes,
  promiseFigureRoutes,
  recordRoutes,
  campaignChangeRoutes,
  donorLinkRoutes,
  donorRoutes,
  donorConsentRoutes,
  agentPromiseRoutes,
  promiseRoutes,
  signingRoutes,
  scriptRoutes,
  scriptVersionRoutes,
  certificationRoutes,
  callbackRoutes,
  protectionRoutes,
  usefulContactRoutes,
  webhookOutRoutes,
  webhookInRoutes,
  outboxRoutes,
  bankRoutes,
] as const;

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

function partsOf(options: AppOptions): Parts {
  const { orgId, floor, store, clock, wallClock, log, metrics, limits } = options;
  const rates = new Rates();
  const names = new AgentNames(store.accounts, orgId, wallClock);
  const signIn = signInParts(options);
  const sessions = new Sessions({
    accounts: store.accounts,
    stored: store.signIn,
    isKeyOpen: (keyId) => signIn.apiKeys.isOpen(keyId),
    log,
    clock: wallClock,
    maximum: limits.sessions,
    isInCall: (agentId) => (floor.agentView(agentId)?.call ?? null) !== null,
  });
  const streams = new Streams(wallClock, limits.liveStreams, (open) => metrics.setLiveStreams(open));
  return {
    ...options,
    imports: importDesk(options),
    promises: promiseHouse(options, options.promisePorts),
    rates,
    names,
    streams,
    ...signIn,
    ...lineParts(options, sessions),
    sessions,
    login: new Login(store.accounts, signIn.trail),
    floorLive: new FloorLive({ floor, words: { names, rates }, streams, clock: wallClock, log }),
    agentLive: new AgentLive({ floor, store, streams, now: () => clock.now(), clock: wallClock, log }),
  };
}

function lineParts(
  { agentLines, clock, wallClock, store, log }: AppOptions,
  sessions: Sessions,
): Pick<Parts, 'softphoneAccounts' | 'lineQuality'> {
  const { softphone } = agentLines;
  const isSessionOpen = (key: string) => sessions.isOpen(key);
  return {
    softphoneAccounts: softphone && new SoftphoneAccounts({ settings: softphone, clock: wallClock, isSessionOpen }),
    lineQuality: new LineQuality({ store, clock, log }),
  };
}

function signInParts(
  options: AppOptions,
): Pick<Parts, 'factors' | 'apiKeys' | 'changeIds' | 'trail' | 'passkeys' | 'oidc'> {
  const { orgId, organisation, store, wallClock, log, outside, secondFactor, oidcSettings, publicUrl } = options;
  const ids = idSource(wallClock, seededRandom(freshSeed()).fork('accounts'));
  const same = { orgId, store: store.signIn, ids, now: () => wallClock.now() };
  const house = { ...same, organisation, accounts: store.accounts };
  const required = secondFactor !== 'optional';
  const factors = new SecondFactors({ ...house, vault: outside?.vault, required });
  return {
    changeIds: ids,
    factors,
    oidc:
      oidcSettings === undefined || publicUrl === undefined
        ? undefined
        : new Oidc({ ...house, factors, log, publicUrl, settings: oidcSettings }),
    passkeys: new Passkeys({ ...house, factors, log }),
    apiKeys: new ApiKeys({ ...same, log }),
    trail: new SignInTrail({ ...same, log }),
  };
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

function headers(publicUrl: string | undefined): Parameters<typeof secureHeaders>[0] {
  return {
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
    strictTransportSecurity: publicUrl?.startsWith('https:') === true ? 'max-age=31536000' : false,
  };
}

/** The desk alone may open a microphone, and connect to the switch. */
function deskHeaders({ publicUrl, agentLines }: AppOptions): Parameters<typeof secureHeaders>[0] {
  const same = headers(publicUrl);
  return {
    ...same,
    contentSecurityPolicy: { ...same?.contentSecurityPolicy, connectSrc: deskConnections(agentLines.softphone) },
    permissionsPolicy: { ...same?.permissionsPolicy, microphone: ['self'] },
  };
}

function invalid(error: z.core.$ZodError): Problem {
  const errors = error.issues.map((issue) => ({
    field: fieldOf(issue),
    message: issue.message,
  }));
  const named = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new Problem('bad-request', `The request does not fit: ${named}.`, { errors });
}

function fieldOf(issue: z.core.$ZodIssue): string {
  const field = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.map(String).join('.');
  return field === '' ? 'body' : field;
}

function problemOf(error: unknown, log: Log): Problem {
  if (error instanceof Problem) {
    if (problemStatus(error.code) >= 500) log.warn({ code: error.code }, 'a request could not be served');
    return error;
  }
  if (error instanceof HTTPException && error.status < 500) {
    const message = `${error.message}: send JSON with Content-Type application/json.`;
    return new Problem('bad-request', message, { errors: [{ field: 'body', message }] });
  }
  if (error instanceof Error && error.name === 'StorageError') {
    if ('code' in error && error.code === 'not-found') return new Problem('not-found', error.message);
    log.error({ error }, 'storage failed while a request was served');
    return new Problem(
      'storage-unavailable',
      'Storage did not answer: the log of the server says why. Try again in a moment.',
    );
  }
  log.error({ error }, 'a request failed');
  return new Problem('internal-error', 'The log of the server says why.');
}
