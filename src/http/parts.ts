import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ImportDesk, PromiseHouse, PromisePorts } from '../campaigns/index.ts';
import type { Floor } from '../dialer/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { IdSource, OrgId } from '../kernel/id.ts';
import type { Log, Metrics, OidcSettings } from '../ops/index.ts';
import type { Simulations } from '../pacing/index.ts';
import type { Store } from '../storage/index.ts';
import type { AgentLineSettings } from './agent-line.ts';
import type { HttpEnv } from './http-env.ts';
import type { AgentLive } from './live/agent-live.ts';
import type { AgentNames } from './live/agent-names.ts';
import type { FloorLive } from './live/floor-live.ts';
import type { Rates } from './live/rates.ts';
import type { Streams } from './live/streams.ts';
import type { Login } from './login.ts';
import type { Outside } from './outside.ts';
import type { Sessions } from './sessions.ts';
import type { ApiKeys } from './sign-in/api-keys.ts';
import type { Oidc } from './sign-in/oidc.ts';
import type { Passkeys } from './sign-in/passkeys.ts';
import type { SecondFactors } from './sign-in/second-factors.ts';
import type { SignInTrail } from './sign-in/sign-in-trail.ts';
import type { LineQuality } from './softphone/line-quality.ts';
import type { SoftphoneAccounts } from './softphone/softphone-accounts.ts';

export interface AppOptions {
  readonly orgId: OrgId;
  readonly organisation: string;
  readonly floor: Floor;
  readonly store: Pick<
    Store,
    | 'campaigns'
    | 'accounts'
    | 'signIn'
    | 'donorCard'
    | 'contactTally'
    | 'campaignCounts'
    | 'readEvents'
    | 'numberIdFor'
    | 'numberKeys'
    | 'donors'
    | 'imports'
    | 'lastSeqs'
    | 'promises'
    | 'scripts'
    | 'contactById'
    | 'contactPage'
    | 'answeredSince'
    | 'callerIdDays'
    | 'figures'
    | 'reasons'
    | 'promiseTallies'
    | 'records'
    | 'campaignChanges'
    | 'putCampaign'
    | 'placeContacts'
    | 'holdOutArms'
    | 'dueContacts'
    | 'lines'
    | 'trials'
    | 'floorNotes'
  >;
  /** The floor's: a demonstration runs at its own hour and speed. */
  readonly clock: Pick<Clock, 'now'>;
  /** How many times faster than the machine's the floor's clock runs. */
  readonly clockSpeed?: number;
  /** The machine's, for sessions and streams. */
  readonly wallClock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly simulations: Pick<Simulations, 'compare'>;
  readonly agentLines: AgentLineSettings;
  /** The address people type, for example https://foyer.example.org; https makes cookies secure. */
  readonly publicUrl?: string | undefined;
  /** Addresses of the proxies in front, which say who asks. Missing: there are none. */
  readonly proxies?: readonly string[] | undefined;
  /** The folder of the built pages; missing: the API alone. */
  readonly webFolder?: string | undefined;
  /** Where lead files are kept while they are taken in; missing: none is. */
  readonly importFolder?: string | undefined;
  readonly limits: { readonly sessions: number; readonly liveStreams: number };
  /** Whether those who run the floor need a second factor; a demonstration does without. Missing: they do. */
  readonly secondFactor?: 'required' | 'optional';
  /** The OpenID Connect provider; it needs the public address too. Missing: there is none. */
  readonly oidcSettings?: OidcSettings | undefined;
  /** What a program of this machine shows to change accounts: it stands in the data folder. Missing: none may. */
  readonly consoleToken?: string | undefined;
  /** Missing: promises are taken, but no message leaves and no bank details are kept. */
  readonly promisePorts?: PromisePorts | undefined;
  /** Webhooks, payments, SMS that come in, the outbox and the bank; what is missing is not offered. */
  readonly outside?: Outside | undefined;
}

/** What the routes are made with. */
export interface Parts extends AppOptions {
  readonly imports: ImportDesk | undefined;
  readonly promises: PromiseHouse;
  readonly sessions: Sessions;
  readonly login: Login;
  readonly factors: SecondFactors;
  readonly apiKeys: ApiKeys;
  readonly trail: SignInTrail;
  readonly passkeys: Passkeys;
  /** Missing: no provider is set. */
  readonly oidc: Oidc | undefined;
  /** Of what is audited of accounts: one source, so that the ids are the order of the audit. */
  readonly changeIds: IdSource;
  /** Missing: browsers are no lines of a real switch here. */
  readonly softphoneAccounts: SoftphoneAccounts | undefined;
  readonly lineQuality: LineQuality;
  readonly streams: Streams;
  readonly names: AgentNames;
  readonly rates: Rates;
  readonly floorLive: FloorLive;
  readonly agentLive: AgentLive;
}

export type App = OpenAPIHono<HttpEnv>;
