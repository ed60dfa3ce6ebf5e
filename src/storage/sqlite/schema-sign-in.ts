import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Role, SignInWhat } from '../roles.ts';

/* How people and programs sign in, beside the password. */

export const secondFactors = sqliteTable('second_factors', {
  userId: text('user_id').primaryKey(),
  sealedSecret: text('sealed_secret').notNull(),
  /** Null: its owner has not shown yet that the application makes the right codes. */
  confirmedAt: integer('confirmed_at'),
  /** The newest time step whose code was used: none is taken twice. */
  lastStep: integer('last_step').notNull(),
});

/** Each works once, and only its hash is kept. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  { codeHash: text('code_hash').primaryKey(), userId: text('user_id').notNull() },
  (table) => [index('recovery_codes_user').on(table.userId)],
);

/** So that a restart signs nobody out; of each token only the hash. */
export const openSessions = sqliteTable('open_sessions', {
  sessionKey: text('session_key').primaryKey(),
  userId: text('user_id').notNull(),
  openedAt: integer('opened_at').notNull(),
  usedAt: integer('used_at').notNull(),
  address: text('address').notNull(),
  program: text('program').notNull(),
  /** 1: the provider that let in asked for a second factor. */
  vouched: integer('vouched').notNull().default(0),
});

/** Public keys of people's devices (WebAuthn): nothing here opens anything. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    credentialId: text('credential_id').primaryKey(),
    userId: text('user_id').notNull(),
    publicKey: text('public_key').notNull(),
    counter: integer('counter').notNull(),
    transports: text('transports').notNull(),
    name: text('name').notNull(),
    madeAt: integer('made_at').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [index('passkeys_user').on(table.userId)],
);

/** Who came in, who was refused, and from where; the oldest go first. */
export const signInEvents = sqliteTable(
  'sign_in_events',
  {
    eventId: text('event_id').primaryKey(),
    orgId: text('org_id').notNull(),
    at: integer('at').notNull(),
    what: text('what').$type<SignInWhat>().notNull(),
    /** Null: no account has this login. */
    userId: text('user_id'),
    /** In the place of a login that nobody has: people type passwords there. */
    loginMark: text('login_mark'),
    address: text('address').notNull(),
    program: text('program').notNull(),
  },
  (table) => [index('sign_in_events_org').on(table.orgId, table.eventId)],
);

/** Keys of programs; of each only the hash. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    keyId: text('key_id').primaryKey(),
    orgId: text('org_id').notNull(),
    keyHash: text('key_hash').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    clientIds: text('client_ids').notNull(),
    readOnly: integer('read_only').notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: integer('made_at').notNull(),
    expiresAt: integer('expires_at'),
    revokedAt: integer('revoked_at'),
    usedAt: integer('used_at'),
  },
  (table) => [uniqueIndex('api_keys_hash').on(table.keyHash), index('api_keys_org').on(table.orgId, table.keyId)],
);
