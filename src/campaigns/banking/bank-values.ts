import { type Day, isDay } from './bank-day.ts';
import { at, textAt, type XmlNode } from './bank-xml.ts';

/** Cents of a decimal as XML schema writes it, exactly; null for what is not an amount of whole cents. */
export function centsOf(text: string | undefined): number | null {
  const [, whole, fraction = ''] = /^\+?(\d{1,13})(?:\.(\d{1,5}))?$/.exec(text ?? '') ?? [];
  if (whole === undefined || !/^\d{0,2}0*$/.test(fraction)) return null;
  return Number(whole) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'));
}

/** The amount of an element in euro; null for another currency. */
export function euroCents(node: XmlNode | undefined): number | null {
  return node?.attributes['Ccy'] === 'EUR' ? centsOf(node.text.trim()) : null;
}

/** The day of a date, or of a date and time as the bank wrote it. */
export function dayAt(node: XmlNode | undefined, ...path: readonly string[]): Day | null {
  const found = at(node, ...path);
  const text = textAt(found) ?? textAt(found, 'Dt') ?? textAt(found, 'DtTm');
  const day = text?.slice(0, 10);
  return day !== undefined && isDay(day) ? day : null;
}

/** Names that banks give where they have none. */
export function referenceAt(node: XmlNode | undefined, ...path: readonly string[]): string | null {
  const text = textAt(node, ...path);
  return text === undefined || /^(NOTPROVIDED|NONREF)$/i.test(text) || text.length > 35 ? null : text;
}

/** The reason as a code, or in the bank's own words where it uses some (35 characters at most). */
export function reasonAt(node: XmlNode | undefined): string | null {
  const text = textAt(node, 'Rsn', 'Cd') ?? textAt(node, 'Rsn', 'Prtry');
  return text === undefined ? null : text.slice(0, 35);
}
