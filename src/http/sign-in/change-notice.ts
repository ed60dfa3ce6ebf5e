import type { Message } from '../../campaigns/index.ts';
import type { Account } from '../../storage/index.ts';
import type { Parts } from '../parts.ts';

/** What opens an account has changed: its owner is told by e-mail, so that a stranger who did it is found out. */
export type ChangedWay = 'password' | 'factor-on' | 'factor-off' | 'passkey-added' | 'passkey-removed' | 'codes';

const words: Readonly<Record<ChangedWay, readonly [fr: string, en: string]>> = {
  password: ['votre mot de passe a été changé', 'your password was changed'],
  'factor-on': ['un second facteur a été installé', 'a second factor was set up'],
  'factor-off': ['votre second facteur a été retiré', 'your second factor was taken away'],
  'passkey-added': ['une clé d’accès a été ajoutée', 'a passkey was added'],
  'passkey-removed': ['une clé d’accès a été retirée', 'a passkey was removed'],
  codes: ['de nouveaux codes de secours ont été faits', 'new recovery codes were made'],
};

/** Returns at once; who has no address is not told, and a letter that cannot be sent stands in the log. */
export function tellOwner(parts: Parts, userId: string, way: ChangedWay): void {
  send(parts, userId, way).catch((error: unknown) =>
    parts.log.error({ error }, 'the owner of an account could not be told of a change'),
  );
}

async function send({ store, promises, organisation, changeIds, log }: Parts, userId: string, way: ChangedWay) {
  const account = await store.accounts.byId(userId);
  if (account?.email === undefined) return;
  const sent = await promises.messages.send(
    letter(account, account.email, way, organisation, changeIds.next<'change'>()),
  );
  if (!sent.ok) log.warn({ why: sent.message }, 'the owner of an account was not told of a change');
}

function letter(
  { displayName, login, orgId }: Account,
  to: string,
  way: ChangedWay,
  organisation: string,
  changeId: string,
): Message {
  const [fr, en] = words[way];
  return {
    channel: 'email',
    to,
    subject: `${organisation} : votre accès à Foyer a changé / your access to Foyer has changed`,
    text: `Bonjour ${displayName},

Pour le compte « ${login} », ${fr}.
Ce n’était pas vous ? Prévenez tout de suite votre administrateur.

--
Hello ${displayName},

For the account "${login}", ${en}.
It was not you? Tell your administrator at once.

${organisation}
`,
    key: `account-change-${changeId}`,
    clientId: orgId,
  };
}
