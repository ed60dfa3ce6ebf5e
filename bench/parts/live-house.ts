import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DEFAULT_CLIENT_ID, ORG_ID } from '../../src/commands/installation.ts';
import { openServer, type RunningServer } from '../../src/commands/open-server.ts';
import type { Floor } from '../../src/dialer/index.ts';
import { hashPassword } from '../../src/http/index.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { type AgentId, type CampaignId, idSource } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { createLog, loadConfiguration } from '../../src/ops/index.ts';
import type { Account, Store } from '../../src/storage/index.ts';
import type { LiveSeen } from './live-clients.ts';

export const PASSWORD = 'phare-digue-voile-galet';

/** The server with its pages, on a port of its own, in this process as in production. */
export async function openLiveServer(floor: Floor, store: Store, clock: Clock): Promise<RunningServer> {
  const configuration = loadConfiguration({ env: {}, readText: () => undefined });
  if (!configuration.ok) throw new Error(JSON.stringify(configuration.error));
  return await openServer(
    { ...configuration.value, port: 0 },
    {
      floor,
      store,
      clock,
      clockSpeed: 1,
      browserLines: true,
      secondFactor: 'optional',
      log: createLog({ level: 'error' }),
    },
  );
}

/** One administrator, and an account for each agent; all with one password. */
export async function putAccounts(
  store: Store,
  clock: Clock,
  campaignId: CampaignId,
  agentIds: readonly AgentId[],
): Promise<readonly string[]> {
  const ids = idSource(clock, seededRandom(11));
  const passwordHash = await hashPassword(PASSWORD);
  const account = (login: string, role: Account['role'], agentId: AgentId | null): Account => ({
    userId: ids.next<'user'>(),
    orgId: ORG_ID,
    login,
    displayName: login,
    role,
    passwordHash,
    clientIds: [DEFAULT_CLIENT_ID],
    campaignIds: [campaignId],
    agentId,
    skills: [],
  });
  const agents = agentIds.map((agentId, n) => account(`agent${n}`, 'agent', agentId));
  for (const each of [account('admin', 'administrator', null), ...agents]) await store.accounts.put(each);
  return agents.map(({ login }) => login);
}

/** Signs in as a program. */
export async function tokenOf(address: string, login: string): Promise<string> {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password: PASSWORD, token: true }),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (token === undefined) throw new Error(`${login} can't sign in: ${answer.status}`);
  return token;
}

export interface LiveClients {
  end(): Promise<LiveSeen>;
}

/** All streams are open when it returns. */
export async function openLiveClients(plan: {
  readonly address: string;
  readonly boards: readonly string[];
  readonly desks: readonly string[];
  readonly aheadMs: number;
}): Promise<LiveClients> {
  const file = fileURLToPath(import.meta.resolve('./live-clients.ts'));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const nextLine = () =>
    new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      child.once('exit', (code) => reject(new Error(`the clients ended with status ${code}`)));
    });
  const opened = nextLine();
  child.stdin.end(JSON.stringify(plan));
  await opened;
  return {
    end: async () => {
      const last = nextLine();
      child.kill('SIGTERM');
      return JSON.parse(await last) as LiveSeen;
    },
  };
}
