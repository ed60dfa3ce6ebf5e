import type { Role } from '../storage/index.ts';

/**
 * Who may use a route. `public`: anyone; `local-or-admin`: programs on this machine, and administrators;
 * `local-or-watcher`: programs on this machine, and those who may watch the floor.
 * A route that is not listed is refused to everybody.
 */
export type Access = 'public' | 'local-or-admin' | 'local-or-watcher' | readonly Role[];

const everyone: readonly Role[] = ['admin', 'manager', 'supervisor', 'agent', 'client'];
/** People with a line of their own; the account must carry an agent id besides. */
const floor: readonly Role[] = ['agent', 'supervisor'];
export const watchers: readonly Role[] = ['admin', 'manager', 'supervisor'];
const readers: readonly Role[] = [...watchers, 'client'];

/** The one policy table: method and path, as the route is registered. */
export const policy: Readonly<Record<string, Access>> = {
  'GET /health': 'public',
  'GET /openapi.json': 'public',
  'GET /metrics': 'local-or-admin',

  'POST /api/session': 'public',
  'GET /api/session': everyone,
  'DELETE /api/session': everyone,

  'POST /api/agent/session': floor,
  'DELETE /api/agent/session': floor,
  'GET /api/agent': floor,
  'GET /api/agent/live': floor,
  'GET /api/agent/card': floor,
  'GET /api/agent/colleagues': floor,
  'GET /api/agent/dispositions': floor,
  'POST /api/agent/line': floor,
  'POST /api/agent/ready': floor,
  'POST /api/agent/not-ready': floor,
  'POST /api/agent/pause': floor,
  'POST /api/agent/last-call': floor,
  'POST /api/agent/plan-leave': floor,
  'POST /api/agent/step': floor,
  'POST /api/agent/hang-up': floor,
  'POST /api/agent/wrap-up': floor,
  'POST /api/agent/heartbeat': floor,
  'POST /api/agent/preview/dial': floor,
  'POST /api/agent/preview/skip': floor,
  'POST /api/agent/dial': floor,
  'POST /api/agent/transfer': floor,
  'POST /api/agent/objection': floor,

  'GET /api/floor': watchers,
  'GET /api/live': watchers,
  'POST /api/agents/:id/join': ['supervisor'],
  'POST /api/agents/:id/leave': ['supervisor'],

  'GET /api/campaigns': readers,
  'GET /api/campaigns/:id': readers,
  'POST /api/campaigns/:id/start': watchers,
  'POST /api/campaigns/:id/stop': watchers,
  'POST /api/campaigns/:id/mode': ['admin', 'manager'],
  'POST /api/campaigns/:id/basis': ['admin', 'manager'],
  'POST /api/campaigns/:id/pacing': ['admin', 'manager'],
  'POST /api/campaigns/:id/what-if': watchers,
  'GET /api/campaigns/:id/callable': 'local-or-watcher',
  'GET /api/campaigns/:id/why': 'local-or-watcher',
  'GET /api/caller-ids': 'local-or-watcher',

  'GET /api/campaigns/:id/changes': watchers,
  'POST /api/campaigns/:id/objective': ['admin', 'manager'],
  'GET /api/reports': readers,
  'GET /api/reports.csv': readers,

  'GET /api/import-mappings': ['admin', 'manager'],
  'POST /api/import-mappings': ['admin', 'manager'],
  'GET /api/imports': ['admin', 'manager'],
  'POST /api/imports': ['admin', 'manager'],
  'GET /api/imports/:id': ['admin', 'manager'],
  'GET /api/imports/:id/look': ['admin', 'manager'],
  'POST /api/imports/:id/reading': ['admin', 'manager'],
  'POST /api/imports/:id/preview': ['admin', 'manager'],
  'POST /api/imports/:id/apply': ['admin', 'manager'],
  'POST /api/imports/:id/undo': ['admin', 'manager'],
  'GET /api/imports/:id/kept': ['admin', 'manager'],
  'GET /api/imports/:id/rejects': ['admin', 'manager'],

  'GET /api/limits': watchers,
  'POST /api/limits': ['admin', 'manager'],
  'POST /api/limits/console': 'local-or-admin',

  'POST /api/objections': watchers,
  'POST /api/objections/import': 'local-or-admin',
  'POST /api/objections/return-call': 'local-or-admin',
  'POST /api/objections/links': watchers,
  'POST /api/donors/export': 'local-or-admin',
  'POST /api/donors/erase': 'local-or-admin',
  'POST /api/donors/consent': 'local-or-watcher',
  'POST /api/donors/consent/withdraw': 'local-or-watcher',

  'GET /api/agent/promise': floor,
  'POST /api/agent/promise': floor,
  'POST /api/agent/promise/link': floor,
  'GET /api/promises': watchers,
  'POST /api/promises/:id/cancel': ['admin', 'manager'],
  'POST /api/promises/:id/unfreeze': ['admin', 'manager'],
  'POST /api/promises/:id/amend': ['admin', 'manager'],
  'POST /api/promises/:id/link': ['admin', 'manager'],
  'POST /api/promises/:id/paper': ['admin', 'manager'],
  'GET /api/promises/:id/mandate.pdf': ['admin', 'manager'],
  'POST /api/creditors': ['admin', 'manager'],

  'GET /signature/:token': 'public',
  'POST /signature/:token': 'public',
  'GET /signature/:token/carte': 'public',
  'GET /signature/:token/mandat.pdf': 'public',
  'GET /objections/:token': 'public',
  'POST /objections/:token': 'public',

  'GET /': 'public',
  'GET /plateau': 'public',
  'GET /poste': 'public',
  'GET /assets/:file': 'public',
  'GET /favicon.svg': 'public',
};
