import { accountChangeOf, accountChangeRow, accountOf, accountRow } from '../account-rows.ts';
import { put } from '../row-change.ts';
import { StorageError } from '../storage-error.ts';
import { ACCOUNT_CHANGES_GIVEN, type Account, type AccountStore } from '../store.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';

export function memoryAccounts(rows: MemoryRows, faults: FaultLine): AccountStore {
  const all = () => [...rows.tables.accounts.values()].sort((a, b) => (a.login < b.login ? -1 : 1));
  const write = (account: Account): void => {
    const other = all().find((row) => row.login === account.login);
    if (other !== undefined && other.userId !== account.userId) {
      throw new StorageError('conflict', `Login "${account.login}" belongs to another account: choose another login.`);
    }
    rows.apply(put('accounts', accountRow(account)), 0);
  };
  return {
    byLogin: (login) =>
      faults.read('accounts.byLogin', () => {
        const row = all().find((each) => each.login === login);
        return row === undefined ? undefined : accountOf(row);
      }),
    byId: (userId) =>
      faults.read('accounts.byId', () => {
        const row = rows.tables.accounts.get(userId);
        return row === undefined ? undefined : accountOf(row);
      }),
    all: (orgId) =>
      faults.read('accounts.all', () =>
        all()
          .filter((row) => row.orgId === orgId)
          .map(accountOf),
      ),
    put: (account) => faults.write('accounts.put', () => write(account)),
    change: (account, change) =>
      faults.write('accounts.change', () => {
        write(account);
        rows.apply(put('accountChanges', accountChangeRow(change)), 0);
      }),
    putLink: (link) =>
      faults.write('accounts.putLink', () => {
        const { accountLinks } = rows.tables;
        for (const [key, { userId }] of accountLinks) if (userId === link.userId) accountLinks.delete(key);
        accountLinks.set(link.linkHash, { ...link });
      }),
    linkOwner: (linkHash, at) =>
      faults.read('accounts.linkOwner', () => {
        const link = rows.tables.accountLinks.get(linkHash);
        return link === undefined || link.expiresAt <= at ? undefined : link.userId;
      }),
    takeLink: (linkHash, at) =>
      faults.write('accounts.takeLink', () => {
        const link = rows.tables.accountLinks.get(linkHash);
        rows.tables.accountLinks.delete(linkHash);
        return link === undefined || link.expiresAt <= at ? undefined : link.userId;
      }),
    changes: (orgId, before) =>
      faults.read('accounts.changes', () =>
        [...rows.tables.accountChanges.values()]
          .filter((row) => row.orgId === orgId && (before === undefined || row.changeId < before))
          .sort((a, b) => (a.changeId < b.changeId ? 1 : -1))
          .slice(0, ACCOUNT_CHANGES_GIVEN)
          .map(accountChangeOf),
      ),
  };
}
