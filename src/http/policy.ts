import type { Role } from '../storage/index.ts';
import { roles } from './contract/index.ts';

/**
 * Who may use a route. `public`: anyone; `local-or-admin`: programs on this machine, and administrators;
 * `local-or-watcher`: programs on this machine, and those who may watch the floor.
 * A route that is not listed is refused to everybody.
 */
export type Access = 'public' | 'local-or-admin' | 'local-or-watcher' | readonly Role[];

const everyone: readonly Role[] = roles;
/** What reaches over the whole house: accounts, keys, the audit. */
export const administrators: readonly Role[] = ['administrator'];
/** How calls are paced, the limits of care, and who collects the money. */
const production: readonly Role[] = ['administrator', 'production-manager'];
/** Who prepares a campaign: its file, its objective, its promises. */
const managers: readonly Role[] = [...production, 'campaign-manager'];
/** Who may listen to a call and speak into it; they need a line of their own. */
export const listeners: readonly Role[] = ['supervisor', 'coach'];
/** People with a line of their own; the account must carry an agent id besides. */
export const floorRoles: readonly Role[] = ['agent', ...listeners];
/** Who runs the floor from the outside. */
export const watchers: readonly Role[] = [...managers, 'supervisor'];
/** Who may look at the floor, changing nothing. */
const lookers: readonly Role[] = [...watchers, 'coach'];
const readers: readonly Role[] = [...lookers, 'client'];

/** The one policy table: method and path, as the route is registered. */
export const policy: Readonly<Record<string, Access>> = {
  'GET /health': 'public',
  'GET /openapi.json': 'public',
  'GET /metrics': 'local-or-admin',

  'POST /api/session': 'public',
  'GET /api/session': everyone,
  'DELETE /api/session': everyone,
  'POST /api/session/invitation': 'public',
  'GET /api/sessions': everyone,
  'DELETE /api/sessions/:id': everyone,
  'POST /api/session/password': everyone,
  'POST /api/session/recovery': 'public',
  'GET /api/session/second-factor': everyone,
  'POST /api/session/second-factor': everyone,
  'POST /api/session/second-factor/confirm': everyone,
  'POST /api/session/second-factor/codes': everyone,
  'POST /api/session/second-factor/remove': everyone,

  'GET /api/accounts': administrators,
  'POST /api/accounts': administrators,
  'POST /api/accounts/:id': administrators,
  'POST /api/accounts/:id/disable': administrators,
  'POST /api/accounts/:id/enable': administrators,
  'POST /api/accounts/:id/password': administrators,
  'POST /api/accounts/:id/link': administrators,
  'POST /api/accounts/:id/second-factor/reset': administrators,
  // Besides, the program must show that it may read the data folder.
  'POST /api/console/accounts': 'local-or-admin',
  'GET /api/keys': administrators,
  'POST /api/keys': administrators,
  'POST /api/keys/:id/revoke': administrators,
  'GET /api/audit': administrators,

  'POST /api/agent/session': floorRoles,
  'DELETE /api/agent/session': floorRoles,
  'GET /api/agent': floorRoles,
  'GET /api/agent/live': floorRoles,
  'GET /api/agent/card': floorRoles,
  'GET /api/agent/colleagues': floorRoles,
  'GET /api/agent/dispositions': floorRoles,
  'GET /api/agent/suggested-results': floorRoles,
  'GET /api/agent/script': floorRoles,
  'GET /api/agent/training': floorRoles,
  'POST /api/agent/training/:id': floorRoles,
  'POST /api/agent/callback': floorRoles,
  'GET /api/agent/callbacks': floorRoles,
  'POST /api/agent/vulnerable': floorRoles,
  'POST /api/agent/cool-down': floorRoles,
  'POST /api/agent/line': floorRoles,
  'POST /api/agent/ready': floorRoles,
  'POST /api/agent/not-ready': floorRoles,
  'POST /api/agent/pause': floorRoles,
  'POST /api/agent/last-call': floorRoles,
  'POST /api/agent/plan-leave': floorRoles,
  'POST /api/agent/step': floorRoles,
  'POST /api/agent/hang-up': floorRoles,
  'POST /api/agent/wrap-up': floorRoles,
  'POST /api/agent/heartbeat': floorRoles,
  'POST /api/agent/preview/dial': floorRoles,
  'POST /api/agent/preview/skip': floorRoles,
  'POST /api/agent/dial': floorRoles,
  'POST /api/agent/transfer': floorRoles,
  'POST /api/agent/objection': floorRoles,

  'GET /api/floor': lookers,
  'GET /api/live': lookers,
  'POST /api/agents/:id/join': listeners,
  'POST /api/agents/:id/leave': listeners,
  'POST /api/agents/:id/pause': watchers,
  'POST /api/agents/:id/end': watchers,

  'GET /api/campaigns': readers,
  'GET /api/campaigns/:id': readers,
  'POST /api/campaigns': managers,
  'POST /api/campaigns/console': 'local-or-admin',
  'GET /api/campaigns/:id/plan': readers,
  'PATCH /api/campaigns/:id/plan': managers,
  'POST /api/campaigns/:id/plan/console': 'local-or-admin',
  'GET /api/campaign-templates': readers,
  'POST /api/campaigns/:id/start': watchers,
  'POST /api/campaigns/:id/stop': watchers,
  'POST /api/campaigns/:id/mode': production,
  'POST /api/campaigns/:id/basis': managers,
  'POST /api/campaigns/:id/pacing': production,
  'POST /api/campaigns/:id/what-if': watchers,
  'GET /api/campaigns/:id/pace': watchers,
  'GET /api/campaigns/:id/callable': 'local-or-watcher',
  'GET /api/campaigns/:id/why': 'local-or-watcher',
  'GET /api/campaigns/:id/why/:contactId': 'local-or-watcher',
  'GET /api/caller-ids': 'local-or-watcher',

  'GET /api/campaigns/:id/changes': watchers,
  'POST /api/campaigns/:id/objective': managers,
  'GET /api/reports': readers,
  'GET /api/reports.csv': readers,

  'GET /api/campaigns/:id/scripts': readers,
  'GET /api/campaigns/:id/scripts/:version': readers,
  'POST /api/campaigns/:id/scripts': managers,
  'POST /api/campaigns/:id/scripts/:version/approve': [...managers, 'client'],
  'POST /api/campaigns/:id/scripts/:version/live': managers,
  'GET /api/callbacks': lookers,
  'GET /api/protection': watchers,
  'POST /api/protection': watchers,
  'GET /api/calls/:id/steps': readers,
  'GET /api/calls/:id/useful-contact': [...readers, 'agent'],
  'POST /api/calls/:id/useful-contact/dispute': [...watchers, 'agent', 'client'],
  'POST /api/calls/:id/useful-contact/arbitrate': managers,
  'GET /api/useful-contacts/disputed': readers,

  'GET /api/import-mappings': managers,
  'POST /api/import-mappings': managers,
  'GET /api/imports': managers,
  'POST /api/imports': managers,
  'GET /api/imports/:id': managers,
  'GET /api/imports/:id/look': managers,
  'POST /api/imports/:id/reading': managers,
  'POST /api/imports/:id/preview': managers,
  'POST /api/imports/:id/apply': managers,
  'POST /api/imports/:id/undo': managers,
  'GET /api/imports/:id/kept': managers,
  'GET /api/imports/:id/rejects': managers,

  'GET /api/limits': watchers,
  'POST /api/limits': production,
  'POST /api/limits/console': 'local-or-admin',

  'POST /api/objections': watchers,
  'POST /api/objections/import': 'local-or-admin',
  'POST /api/objections/return-call': 'local-or-admin',
  'POST /api/objections/links': watchers,
  'POST /api/donors/export': 'local-or-admin',
  'POST /api/donors/erase': 'local-or-admin',
  'POST /api/donors/consent': 'local-or-watcher',
  'POST /api/donors/consent/withdraw': 'local-or-watcher',

  'GET /api/agent/promise': floorRoles,
  'POST /api/agent/promise': floorRoles,
  'POST /api/agent/promise/link': floorRoles,
  'GET /api/promises': watchers,
  'POST /api/promises/:id/cancel': managers,
  'POST /api/promises/:id/unfreeze': managers,
  'POST /api/promises/:id/amend': managers,
  'POST /api/promises/:id/link': managers,
  'POST /api/promises/:id/paper': managers,
  'GET /api/promises/:id/mandate.pdf': managers,
  'POST /api/creditors': production,

  'GET /signature/:token': 'public',
  'POST /signature/:token': 'public',
  'GET /signature/:token/carte': 'public',
  'GET /signature/:token/mandat.pdf': 'public',
  'GET /api/webhooks': production,
  'POST /api/webhooks': production,
  'DELETE /api/webhooks/:id': production,
  'GET /api/webhooks/:id/failures': production,
  'POST /api/webhooks/:id/replay': production,
  // Known by their signatures.
  'POST /api/payments/:service/webhook': 'public',
  'POST /api/messages/sms': 'public',
  'GET /api/outbox': administrators,
  'POST /api/bank/facts': 'local-or-admin',
  'POST /api/bank/export': 'local-or-admin',

  'GET /objections/:token': 'public',
  'POST /objections/:token': 'public',

  'GET /': 'public',
  'GET /plateau': 'public',
  'GET /poste': 'public',
  'GET /equipe': 'public',
  'GET /mur': 'public',
  'GET /pilotage': 'public',
  'GET /rapports': 'public',
  'GET /journal': 'public',
  'GET /invitation': 'public',
  'GET /compte': 'public',
  'GET /assets/:file': 'public',
  'GET /favicon.svg': 'public',
};
