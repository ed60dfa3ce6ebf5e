import type { OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { accountChangeOf, accountChangeRow, accountOf, accountRow } from '../account-rows.ts';
import { put } from '../row-change.ts';
import type { AccountChangeRow, AccountRow } from '../rows.ts';
import { ACCOUNT_CHANGES_GIVEN, type Account, type AccountChange, type AccountLink } from '../store.ts';
import type { ApplyChange } from './apply-change.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

export function accountQuestions(db: Connection) {
  const accounts = `SELECT ${columnsOf(db, 'accounts')} FROM accounts`;
  const byLogin = db.prepare<[string], AccountRow>(`${accounts} WHERE login = ?`);
  const byId = db.prepare<[string], AccountRow>(`${accounts} WHERE user_id = ?`);
  const ofOrg = db.prepare<[string], AccountRow>(`${accounts} WHERE org_id = ? ORDER BY login`);
  const changes = db.prepare<[string, string | null, string | null, number], AccountChangeRow>(
    `SELECT ${columnsOf(db, 'accountChanges')} FROM account_changes
      WHERE org_id = ? AND (? IS NULL OR change_id < ?) ORDER BY change_id DESC LIMIT ?`,
  );
  const link = db
    .prepare<[string, number], string>('SELECT user_id FROM account_links WHERE link_hash = ? AND expires_at > ?')
    .pluck();
  const one = (row: AccountRow | undefined): Account | undefined => (row === undefined ? undefined : accountOf(row));
  return {
    accountByLogin: (login: string) => one(byLogin.get(login)),
    accountById: (userId: string) => one(byId.get(userId)),
    accountLinkOwner: (linkHash: string, at: UtcMs) => link.get(linkHash, at),
    accounts: (orgId: OrgId): Account[] => ofOrg.all(orgId).map(accountOf),
    accountChanges: (orgId: OrgId, before: string | null): AccountChange[] =>
      changes.all(orgId, before, before, ACCOUNT_CHANGES_GIVEN).map(accountChangeOf),
  };
}

export function accountWriter(db: Connection, apply: ApplyChange) {
  const write = db.transaction((account: Account, change: AccountChange | null): void => {
    apply(put('accounts', accountRow(account)), 0);
    if (change !== null) apply(put('accountChanges', accountChangeRow(change)), 0);
  }).immediate;
  const dropLinks = db.prepare<[string]>('DELETE FROM account_links WHERE user_id = ?');
  const addLink = db.prepare<[string, string, number]>(
    'INSERT INTO account_links (link_hash, user_id, expires_at) VALUES (?, ?, ?)',
  );
  const takeLink = db.prepare<[string], { readonly user_id: string; readonly expires_at: number }>(
    'DELETE FROM account_links WHERE link_hash = ? RETURNING user_id, expires_at',
  );
  return {
    putAccountLink: db.transaction(({ linkHash, userId, expiresAt }: AccountLink): void => {
      dropLinks.run(userId);
      addLink.run(linkHash, userId, expiresAt);
    }).immediate,
    takeAccountLink: (linkHash: string, at: UtcMs): string | undefined => {
      const link = takeLink.get(linkHash);
      return link === undefined || link.expires_at <= at ? undefined : link.user_id;
    },
    putAccount: (account: Account): void => write(account, null),
    changeAccount: (account: Account, change: AccountChange): void => write(account, change),
  };
}
