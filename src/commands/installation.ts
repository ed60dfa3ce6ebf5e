import type { ClientId, OrgId } from '../kernel/id.ts';

/** The one organisation of an installation. Every row and event carries it, so that several can share a database later. */
export const ORG_ID = '01900000-0000-7000-8000-000000000001' as OrgId;

/** The charity that lead files belong to unless another is named. */
export const DEFAULT_CLIENT_ID = '01900000-0000-7000-8000-0000000000c1' as ClientId;
