import { useCallback, useEffect, useRef, useState } from 'react';
import type { AccountView, CampaignView, ChangeList, SessionRole } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import type { Loaded } from '../ui/use-loaded.ts';
import { type AccountChange, accountEntries, campaignEntries, type TrailEntry } from './trail.ts';

interface AuditAnswer {
  readonly changes: readonly AccountChange[];
  readonly next: string | null;
}

/** Pages of the accounts' audit that are read at most. */
const MAX_PAGES = 10;

/** Every change that the role may see: of its campaigns, and of accounts for an administrator. */
export function useTrail(role: SessionRole): Loaded<readonly TrailEntry[]> {
  const [state, setState] = useState<Omit<Loaded<readonly TrailEntry[]>, 'reload'>>({
    data: undefined,
    problem: undefined,
    isLoading: true,
  });
  const turn = useRef(0);
  const reload = useCallback(() => {
    turn.current += 1;
    const own = turn.current;
    setState(({ data }) => ({ data, problem: undefined, isLoading: true }));
    readTrail(role).then(
      (data) => own === turn.current && setState({ data, problem: undefined, isLoading: false }),
      (problem: unknown) => own === turn.current && setState(({ data }) => ({ data, problem, isLoading: false })),
    );
  }, [role]);
  useEffect(() => {
    reload();
    return () => {
      turn.current += 1;
    };
  }, [reload]);
  return { ...state, reload };
}

async function readTrail(role: SessionRole): Promise<readonly TrailEntry[]> {
  const { campaigns } = await api<{ readonly campaigns: readonly CampaignView[] }>('GET', '/api/campaigns');
  const lists = await Promise.all(
    campaigns.map(async ({ campaignId, name }) =>
      campaignEntries(name, await api<ChangeList>('GET', `/api/campaigns/${campaignId}/changes`)),
    ),
  );
  return [...lists.flat(), ...(role === 'administrator' ? await readAccounts() : [])];
}

async function readAccounts(): Promise<readonly TrailEntry[]> {
  const { accounts } = await api<{ readonly accounts: readonly AccountView[] }>('GET', '/api/accounts');
  const names = new Map<string, string>(accounts.map(({ userId, displayName }) => [userId, displayName]));
  const found: TrailEntry[] = [];
  let next: string | null = '';
  for (let page = 0; page < MAX_PAGES && next !== null; page++) {
    const answer: AuditAnswer = await api<AuditAnswer>('GET', `/api/audit${next === '' ? '' : `?before=${next}`}`);
    found.push(...accountEntries(answer.changes, names));
    next = answer.next;
  }
  return found;
}
