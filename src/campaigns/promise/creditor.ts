import type { ClientId, OrgId } from '../../kernel/id.ts';

/** Who collects a charity's gifts, as it stands on a mandate, and how far its agents may ask. */
export interface Creditor {
  readonly clientId: ClientId;
  readonly orgId: OrgId;
  /** As the bank statement of the donor shows it. */
  readonly name: string;
  /** One line each. */
  readonly address: readonly string[];
  /** SEPA creditor identifier (ICS in France). */
  readonly creditorId: string;
  /** The charity's own account, for transfers. */
  readonly iban: string | null;
  readonly bic: string | null;
  /** Begins its mandate references. */
  readonly rumPrefix: string;
  /** Asks never go above; cents. */
  readonly ceilingMonthlyCents: number;
  readonly ceilingOneOffCents: number;
  /** IANA zone in which its days are counted. */
  readonly zone: string;
}

/** Check digits of a creditor identifier: mod 97-10 over all but its business code (EPC262-08). */
export function isCreditorId(id: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28}$/.test(id)) return false;
  const digits = `${id.slice(7)}${id.slice(0, 4)}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}
