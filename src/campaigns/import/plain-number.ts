import { type NumberOrigin, numberOrigin } from '../../compliance/index.ts';

/** Digits of a French number behind its 0 that say of which block it is. */
const PREFIX = 3;
/** Blocks that are divided further on (the numbering plan: 0639 and 0947). */
const DIVIDED: readonly string[] = ['639', '947'];
/** Overseas a department tells less than the whole postal code. */
const OVERSEAS = 97;
const NO_DEPARTMENT = 100;

type Where = Pick<NumberOrigin, 'kind' | 'zones' | 'holidayRegions'>;

/** Numbers of blocks that may be anywhere in the same places. */
interface Block {
  /** What comes before the number's own nine digits. */
  readonly head: string;
  readonly byDepartment: (Where | undefined)[];
}

const blocks: (Block | null | undefined)[] = [];

/**
 * What `numberOrigin` says of a French number that is written plainly, from what it said of others: where a number may be
 * follows from its block and the department. Undefined for the few that have to be asked about one by one, and those that
 * are refused.
 * @param national the nine digits behind the 0
 */
export function plainNumber(national: string, postalCode: string | undefined): NumberOrigin | undefined {
  const department = postalCode === undefined ? NO_DEPARTMENT : departmentOf(postalCode);
  if (department === undefined) return undefined;
  const index = Number(national.slice(0, PREFIX));
  const known = blocks[index];
  const block = known === undefined ? blockOf(national, index) : known;
  if (block === null) return undefined;
  const where = block.byDepartment[department] ?? whereOf(block, national, postalCode, department);
  if (where === undefined) return undefined;
  const { kind, zones, holidayRegions } = where;
  return { number: `${block.head}${national}`, kind, zones, holidayRegions, repaired: undefined } as NumberOrigin;
}

/** The first two digits of a mainland postal code. */
function departmentOf(postalCode: string): number | undefined {
  if (postalCode.length !== 5) return undefined;
  for (let i = 0; i < postalCode.length; i++) {
    const code = postalCode.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return undefined;
  }
  const department = Number(postalCode.slice(0, 2));
  return department < OVERSEAS ? department : undefined;
}

function blockOf(national: string, index: number): Block | null {
  const prefix = national.slice(0, PREFIX);
  const origin = DIVIDED.includes(prefix) ? undefined : numberOrigin(`0${national}`);
  let block: Block | null = null;
  if (origin?.ok === true && origin.value.number.endsWith(national)) {
    const head = origin.value.number.slice(0, -national.length);
    block = { head, byDepartment: [] };
  }
  blocks[index] = block;
  return block;
}

function whereOf(
  block: Block,
  national: string,
  postalCode: string | undefined,
  department: number,
): Where | undefined {
  const origin = numberOrigin(`0${national}`, postalCode);
  if (!origin.ok) return undefined;
  const { kind, zones, holidayRegions } = origin.value;
  block.byDepartment[department] = { kind, zones, holidayRegions };
  return block.byDepartment[department];
}
