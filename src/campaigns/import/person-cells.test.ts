import { expect, test } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import { checkLeadFile } from './check-lead-file.ts';
import type { LeadRow } from './lead-row.ts';
import { personIn } from './person-cells.ts';
import { readLeadFile } from './read-lead-file.ts';

const MARCH_31 = Date.UTC(2025, 2, 31);

async function first(heading: string, cells: string): Promise<LeadRow> {
  const text = `code_donateur;nom;tel_fixe;${heading}\r\nD1;Lefèvre;01 99 00 12 34;${cells}\r\n`;
  const { rows } = await readLeadFile(Buffer.from(text));
  for await (const row of rows) return row;
  throw new Error('the file has a row');
}
const donor = async (heading: string, cells: string) => (await first(heading, cells)).donor;

test.each([
  ['relation', 'Donatrice', { audience: 'donor' }],
  ['Type de relation', 'Ancien donateur', { audience: 'lapsed_donor' }],
  ['Donor status', 'LAPSED', { audience: 'lapsed_donor' }],
  ['relation', 'Adhérente', { audience: 'member' }],
  ['relation', 'bénévole', { audience: 'volunteer' }],
  ['relation', 'client', { audience: 'customer' }],
  ['relation', 'Prospect', { audience: 'prospect' }],
  ['relation', 'Contrat en cours', { relations: ['current_contract'] }],
])('%s: %s', async (heading, cell, expected) => {
  expect(await donor(heading, cell)).toMatchObject(expected);
});

test('a relation that is not known is said to be so, and counts as not told', async () => {
  const { donor: read, issues, outcome } = await first('relation', 'ami');
  expect(outcome).toBe('accepted');
  expect(issues).toMatchObject([{ row: 2, column: 'relation', code: 'relation-unreadable', severity: 'warning' }]);
  expect(read).not.toHaveProperty('audience');
});

test('a donor whose relation ended is a former one', async () => {
  const facts = { audience: 'lapsed_donor', relationEndedOn: '2025-03-31' } as const;
  const read = await donor('relation;fin_relation', 'donateur;31/03/2025');
  expect(read).toMatchObject(facts);
  expect(read === null ? undefined : personIn(read)).toEqual(facts);
  expect(await donor('relation;fin_relation', 'adhérent;31/03/2025')).toMatchObject({ ...facts, audience: 'member' });
});

test('a consent has its day, its means and its proof', async () => {
  const heading =
    'date de consentement;moyen_consentement;preuve_consentement;retrait_consentement;consentement_hors_horaires';
  const read = await donor(heading, '31/03/2025;Site internet;page don, 12:04;;oui');
  const consent = {
    givenAt: MARCH_31,
    means: 'web',
    evidence: 'page don, 12:04',
    outOfHours: true,
    withdrawnAt: null,
  };
  expect(read?.consent).toEqual(consent);
  expect(read === null ? undefined : personIn(read)).toEqual({ consent: { callAt: MARCH_31, outOfHours: true } });
  const back = await donor(heading, '31/03/2025;salon;carnet 7;01/04/2025;non');
  expect(back?.consent).toEqual({
    givenAt: MARCH_31,
    means: 'unstated',
    // Words that name no known way of consenting are part of the proof.
    evidence: 'salon carnet 7',
    outOfHours: false,
    withdrawnAt: MARCH_31 + 86_400_000,
  });
  expect(back === null ? undefined : personIn(back)).toMatchObject({ consent: { withdrawnAt: MARCH_31 + 86_400_000 } });
});

test.each([
  ['E-mail', 'email'],
  ['téléphone', 'phone'],
  ['bulletin papier', 'paper'],
  ['formulaire en ligne', 'web'],
])('means of consent: %s', async (cell, means) => {
  expect((await donor('date_consentement;moyen_consentement', `31/03/2025;${cell}`))?.consent?.means).toBe(means);
});

test('a yes without a day is no consent, nor is a day without the yes for calls', async () => {
  expect(await donor('accord_telephone', 'oui')).not.toHaveProperty('consent');
  expect(await donor('date_consentement', 'bientôt')).not.toHaveProperty('consent');
  expect(await donor('accord_telephone;date_consentement', ';31/03/2025')).not.toHaveProperty('consent');
  expect(await donor('accord_telephone;date_consentement', 'oui;31/03/2025')).toMatchObject({
    consent: { givenAt: MARCH_31 },
  });
  const refused = await first('accord_telephone;date_consentement', 'non;31/03/2025');
  expect(refused).toMatchObject({ outcome: 'suppressed' });
  expect(refused.donor).not.toHaveProperty('consent');
});

test('the check of a file asks the gate with what the file says of the person', async () => {
  const dutch = (heading: string, cells: string) =>
    `code_donateur;nom;tel_fixe;${heading}\r\nD1;Vis;+31205550101;${cells}\r\n`;
  const check = async (heading: string, cells: string, audience?: 'donor') =>
    checkLeadFile(await readLeadFile(Buffer.from(dutch(heading, cells))), {
      gate: houseGate(),
      at: Date.UTC(2026, 10, 24, 10),
      ...(audience === undefined ? {} : { audience }),
    });
  const blocked = { callable: 0, refusals: [{ refusal: { ruleId: 'NL-OPTIN' }, numbers: 1, firstAllowedAt: null }] };
  expect(await check('relation', '')).toMatchObject(blocked);
  expect(await check('relation', '', 'donor')).toMatchObject({ callable: 1, refusals: [] });
  expect(await check('relation', 'prospect', 'donor')).toMatchObject(blocked);
  expect(await check('relation;date_consentement', 'prospect;31/03/2025')).toMatchObject({ callable: 1, refusals: [] });
});
