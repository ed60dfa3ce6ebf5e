import type { AccountStore } from '../store.ts';
import type { DatabaseThread } from './database-thread.ts';
import type { ReaderHandlers } from './reader-worker.ts';
import type { WriterHandlers } from './writer-worker.ts';

export function sqliteAccounts(
  reader: () => DatabaseThread<ReaderHandlers>,
  writer: DatabaseThread<WriterHandlers>,
): AccountStore {
  return {
    byLogin: (login) => reader().call('accountByLogin', login),
    byId: (userId) => reader().call('accountById', userId),
    all: (orgId) => reader().call('accounts', orgId),
    put: (account) => writer.call('putAccount', account),
    change: (account, change) => writer.call('changeAccount', account, change),
    putLink: (link) => writer.call('putAccountLink', link),
    linkOwner: (linkHash, at) => reader().call('accountLinkOwner', linkHash, at),
    takeLink: (linkHash, at) => writer.call('takeAccountLink', linkHash, at),
    changes: (orgId, before) => reader().call('accountChanges', orgId, before ?? null),
  };
}
