import type { CampaignView, PaceView } from '../../src/http/contract/index.ts';

export type PaceSettings = CampaignView['settings'];
export type PaceField = keyof PaceSettings;
export const paceFields: readonly PaceField[] = [
  'abandonmentTarget',
  'cancelAfterMs',
  'maxLines',
  'cps',
  'occupancyCeiling',
  'restMs',
];

/** What a field shows and takes: the setting divided by this. */
const scales: Record<PaceField, number> = {
  abandonmentTarget: 0.01,
  occupancyCeiling: 0.01,
  restMs: 1_000,
  cancelAfterMs: 1_000,
  maxLines: 1,
  cps: 1,
};
/** Of the API. */
const MAX_LINES = 10_000;
const MAX_REST_MS = 3_600_000;
const MAX_CPS = 1_000;

/** The lowest and highest lawful value, as they are shown. `below`: the highest itself is too much. */
export interface Range {
  readonly least: number;
  readonly most: number;
  readonly below: boolean;
  /** Left empty it means: as the rules allow, or no limit. */
  readonly mayBeEmpty: boolean;
  readonly whole: boolean;
}

export function rangeOf(field: PaceField, { range }: PaceView): Range {
  const plain = { below: false, mayBeEmpty: true, whole: false };
  switch (field) {
    case 'abandonmentTarget':
      return { ...plain, least: 0, most: shown(field, range.abandonmentMost) };
    case 'occupancyCeiling':
      return { ...plain, least: 0, most: 100 };
    case 'restMs':
      return { ...plain, least: 0, most: shown(field, MAX_REST_MS), mayBeEmpty: false };
    case 'cancelAfterMs': {
      const { cancelAfterLeastMs, cancelAfterBelowMs } = range;
      return { ...plain, least: shown(field, cancelAfterLeastMs), most: shown(field, cancelAfterBelowMs), below: true };
    }
    case 'maxLines':
      return { ...plain, least: 0, most: MAX_LINES, whole: true };
    case 'cps':
      return { ...plain, least: 0.1, most: MAX_CPS };
  }
}

function shown(field: PaceField, value: number): number {
  return Number((value / scales[field]).toFixed(2));
}

/** The setting as it stands in its field, with the language's decimal sign. */
export function textOf(field: PaceField, value: number | null, language: string): string {
  if (value === null) return '';
  const text = String(shown(field, value));
  return language === 'en' ? text : text.replace('.', ',');
}

export type PaceText = Readonly<Record<PaceField, string>>;

export function textsOf(settings: PaceSettings, language: string): PaceText {
  return Object.fromEntries(
    paceFields.map((field) => [field, textOf(field, settings[field], language)]),
  ) as unknown as PaceText;
}

export interface PaceReading {
  /** What differs from the settings in force; empty: nothing does. */
  readonly change: Partial<Record<PaceField, number | null>>;
  readonly wrong: readonly PaceField[];
}

/** What the fields ask for, and those of them that are outside of their range. */
export function readPace(texts: PaceText, settings: PaceSettings, pace: PaceView): PaceReading {
  const change: Partial<Record<PaceField, number | null>> = {};
  const wrong: PaceField[] = [];
  for (const field of paceFields) {
    const value = lawfulValue(texts[field], rangeOf(field, pace), scales[field]);
    if (value === undefined) wrong.push(field);
    else if (value !== settings[field]) change[field] = value;
  }
  return { change, wrong };
}

/** Undefined: not lawful, or no number. */
function lawfulValue(text: string, { least, most, below, mayBeEmpty, whole }: Range, scale: number) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  if (plain === '') return mayBeEmpty ? null : undefined;
  const value = Number(plain);
  if (!Number.isFinite(value) || value < least || value > most || (below && value === most)) return undefined;
  if (whole && !Number.isInteger(value)) return undefined;
  return scale === 1 ? value : Number((value * scale).toFixed(6));
}
