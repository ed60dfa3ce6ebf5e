import type { AgentId, CampaignId, ClientId, IdSource, OrgId } from '../kernel/id.ts';
import type { Random } from '../kernel/random.ts';
import type { Account, AccountStore, Role } from '../storage/index.ts';
import { hashPassword } from './password.ts';
import { floorRoles } from './policy.ts';

export interface DemoSetup {
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly campaignIds: readonly CampaignId[];
  /** Simulated agents at home. */
  readonly simulatedAgents: number;
  readonly accounts: Pick<AccountStore, 'byLogin' | 'put'>;
  readonly ids: IdSource;
  /** Makes the passwords: the same stream makes the same ones, so that they hold over a restart of the demonstration. */
  readonly random: Random;
}

export interface DemoCredentials {
  readonly login: string;
  readonly password: string;
  readonly displayName: string;
  readonly role: Role;
}

export interface DemoAccounts {
  /** For people: printed by the demonstration. */
  readonly people: readonly DemoCredentials[];
  readonly simulatedAgents: readonly (DemoCredentials & { readonly agentId: AgentId })[];
}

const people: readonly (readonly [login: string, displayName: string, role: Role])[] = [
  ['admin', 'Admin', 'administrator'],
  ['responsable', 'Hélène Marchand', 'production-manager'],
  ['campagne', 'Aïcha Lemoine', 'campaign-manager'],
  ['superviseur', 'Karim Benali', 'supervisor'],
  ['coach', 'Denis Perrot', 'coach'],
  ['conseiller', 'Vous (poste de démonstration)', 'agent'],
  ['association', 'Secours des Rivages', 'client'],
];
const agentNames = [
  'Claire Aubert',
  'Yanis Caron',
  'Margaux Delmas',
  'Olivier Fabre',
  'Samia Haddad',
  'Julien Lacroix',
  'Nadège Moulin',
  'Thomas Perrin',
  'Inès Quéré',
  'Bastien Rousseau',
  'Sophie Tessier',
  'Léo Vasseur',
];
const passwordWords = [
  'phare',
  'digue',
  'voile',
  'galet',
  'lagune',
  'embrun',
  'balise',
  'rivage',
  'sillage',
  'cabestan',
];

/** Creates the accounts of the demonstration, or sets their passwords anew; their ids stay. */
export async function demoAccounts(setup: DemoSetup): Promise<DemoAccounts> {
  const shown: DemoCredentials[] = [];
  for (const [login, displayName, role] of people)
    shown.push((await ensure(setup, { login, displayName, role })).credentials);
  const simulated: (DemoCredentials & { agentId: AgentId })[] = [];
  for (let index = 0; index < setup.simulatedAgents; index++) {
    const number = String(index + 1).padStart(2, '0');
    const displayName = agentNames[index] ?? `Conseiller ${number}`;
    const { credentials, account } = await ensure(setup, { login: `agent${number}`, displayName, role: 'agent' });
    if (account.agentId !== null) simulated.push({ ...credentials, agentId: account.agentId });
  }
  return { people: shown, simulatedAgents: simulated };
}

interface Wanted {
  readonly login: string;
  readonly displayName: string;
  readonly role: Role;
}

async function ensure(
  setup: DemoSetup,
  { login, displayName, role }: Wanted,
): Promise<{ credentials: DemoCredentials; account: Account }> {
  const password = passwordFor(setup.random.fork(login));
  const known = await setup.accounts.byLogin(login);
  const onFloor = floorRoles.includes(role);
  const account: Account = {
    userId: known?.userId ?? setup.ids.next<'user'>(),
    login,
    passwordHash: await hashPassword(password),
    displayName,
    role,
    orgId: setup.orgId,
    clientIds: [setup.clientId],
    agentId: onFloor ? (known?.agentId ?? setup.ids.next<'agent'>()) : null,
    skills: [],
    campaignIds: onFloor ? setup.campaignIds : [],
  };
  await setup.accounts.put(account);
  return { credentials: { login, password, displayName, role }, account };
}

function passwordFor(random: Random): string {
  const word = () => passwordWords[random.int(0, passwordWords.length - 1)] ?? '';
  return `${word()}-${word()}-${random.int(10, 99)}`;
}
