import { z } from 'zod';
import type { AgentId } from '../../kernel/id.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { FloorNote } from '../../storage/index.ts';
import {
  agentId,
  FLOOR_NOTE_LENGTH,
  type FloorNoteList,
  type FloorNoteView,
  floorNoteList,
  floorNoteRequest,
  unreadNotes,
} from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import { floorViewFor } from '../live/floor-view.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

/** What was written on the floor is of no use later, and may name a donor. */
const KEPT_MS = 30 * DAY_MS;

const params = z.object({ id: agentId });
const own = '/api/agent/messages';
const ofAgent = '/api/agents/{id}/messages';

const mine = jsonRoute({
  method: 'get',
  path: own,
  summary: 'What those who run the floor and I have written to each other',
  answer: floorNoteList,
});
const write = jsonRoute({
  method: 'post',
  path: own,
  summary: 'Write to those who run the floor',
  body: floorNoteRequest,
  answer: floorNoteList,
});
const seen = jsonRoute({
  method: 'post',
  path: `${own}/read`,
  summary: 'I have read what was written to me',
  answer: floorNoteList,
});
const theirs = jsonRoute({
  method: 'get',
  path: ofAgent,
  summary: 'What an agent and those who run the floor have written to each other',
  params,
  answer: floorNoteList,
});
const writeTo = jsonRoute({
  method: 'post',
  path: ofAgent,
  summary: 'Write to an agent; it stands on the desk at once',
  params,
  body: floorNoteRequest,
  answer: floorNoteList,
});
const seenFrom = jsonRoute({
  method: 'post',
  path: `${ofAgent}/read`,
  summary: 'What this agent has written was read',
  params,
  answer: floorNoteList,
});
const unread = jsonRoute({
  method: 'get',
  path: '/api/messages/unread',
  summary: 'How much of each agent nobody has read yet',
  answer: unreadNotes,
});

export function floorNoteRoutes(app: App, parts: Parts): void {
  const { store, orgId } = parts;
  const read = (id: AgentId, toAgent: boolean) => store.floorNotes.markRead(id, toAgent, parts.clock.now());

  app.openapi(mine, async (c) => c.json(await listOf(parts, agentIdOf(c.var.principal)), 200));
  app.openapi(write, async (c) => {
    const id = agentIdOf(c.var.principal);
    await add(parts, c.var.principal, { agentId: id, toAgent: false, text: c.req.valid('json').text });
    return c.json(await listOf(parts, id), 200);
  });
  app.openapi(seen, async (c) => {
    const id = agentIdOf(c.var.principal);
    await read(id, true);
    return c.json(await listOf(parts, id), 200);
  });

  app.openapi(theirs, async (c) => {
    const id = await seenAgent(parts, c.var.principal, c.req.valid('param').id);
    return c.json(await listOf(parts, id), 200);
  });
  app.openapi(writeTo, async (c) => {
    const id = await seenAgent(parts, c.var.principal, c.req.valid('param').id);
    await add(parts, c.var.principal, { agentId: id, toAgent: true, text: c.req.valid('json').text });
    return c.json(await listOf(parts, id), 200);
  });
  app.openapi(seenFrom, async (c) => {
    const id = await seenAgent(parts, c.var.principal, c.req.valid('param').id);
    await read(id, false);
    return c.json(await listOf(parts, id), 200);
  });
  app.openapi(unread, async (c) => {
    const [found, accounts] = await Promise.all([store.floorNotes.unread(orgId), store.accounts.all(orgId)]);
    const visible = new Set(accounts.filter((each) => sharesClient(c.var.principal, each)).map((each) => each.agentId));
    return c.json({ unread: found.filter(({ agentId: id }) => visible.has(id)).map((each) => ({ ...each })) }, 200);
  });
}

/** What was done about an agent stands on the desk under the name of who did it. */
export function tellAgent(parts: Parts, principal: Principal, id: AgentId, text: string): Promise<void> {
  return add(parts, principal, { agentId: id, toAgent: true, text: text.slice(0, FLOOR_NOTE_LENGTH) });
}

async function add(
  parts: Parts,
  principal: Principal,
  { agentId: id, toAgent, text }: Pick<FloorNote, 'agentId' | 'toAgent' | 'text'>,
): Promise<void> {
  const { store, orgId, clock, changeIds, agentLive, floorLive } = parts;
  const at = clock.now();
  const note: FloorNote = {
    noteId: changeIds.next<'note'>(),
    ...{ orgId, agentId: id, toAgent, text },
    fromUserId: principal.userId,
    at,
    readAt: null,
  };
  await store.floorNotes.add(note, at - KEPT_MS);
  const json = JSON.stringify(viewOf(note, principal.displayName));
  agentLive.tell(id, 'note', json);
  floorLive.tell((watcher) => sees(parts, watcher, id), 'note', json);
}

async function listOf({ store, orgId }: Parts, id: AgentId): Promise<FloorNoteList> {
  const notes = await store.floorNotes.of(id);
  const accounts = notes.length === 0 ? [] : await store.accounts.all(orgId);
  const names = new Map<string, string>(accounts.map(({ userId, displayName }) => [userId, displayName]));
  return { notes: notes.map((note) => viewOf(note, names.get(note.fromUserId) ?? null)).reverse() };
}

function viewOf({ orgId: _org, fromUserId: _from, ...note }: FloorNote, fromName: string | null): FloorNoteView {
  return { ...note, fromName };
}

function sees(parts: Parts, principal: Principal, id: AgentId): boolean {
  return floorViewFor(principal, parts.floor.snapshot(), parts).agents.some((each) => each.agentId === id);
}

function sharesClient(principal: Principal, account: { readonly clientIds: readonly string[] }): boolean {
  return account.clientIds.some((each) => maySeeClient(principal, each as Principal['clientIds'][number]));
}

/** Also one who is not on the floor now. @throws Problem `not-found`, also for one who works for other charities only */
async function seenAgent(parts: Parts, principal: Principal, id: AgentId): Promise<AgentId> {
  if (sees(parts, principal, id)) return id;
  const account = (await parts.store.accounts.all(parts.orgId)).find((each) => each.agentId === id);
  if (account !== undefined && sharesClient(principal, account)) return id;
  throw new Problem('not-found', 'There is no such agent.');
}
