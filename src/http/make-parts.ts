import { idSource } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { freshSeed } from '../kernel/system-random.ts';
import { AgentLive } from './live/agent-live.ts';
import { AgentNames } from './live/agent-names.ts';
import { FloorLive } from './live/floor-live.ts';
import { Rates } from './live/rates.ts';
import { Streams } from './live/streams.ts';
import { Login } from './login.ts';
import type { AppOptions, Parts } from './parts.ts';
import { importDesk } from './routes/imports-desk.ts';
import { promiseHouse } from './routes/promises-house.ts';
import { Sessions } from './sessions.ts';
import { ApiKeys } from './sign-in/api-keys.ts';
import { Oidc } from './sign-in/oidc.ts';
import { Passkeys } from './sign-in/passkeys.ts';
import { SecondFactors } from './sign-in/second-factors.ts';
import { SignInTrail } from './sign-in/sign-in-trail.ts';
import { LineQuality } from './softphone/line-quality.ts';
import { SoftphoneAccounts } from './softphone/softphone-accounts.ts';

/** What the routes are made with. */
export function partsOf(options: AppOptions): Parts {
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
