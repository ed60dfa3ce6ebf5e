import { SaxesParser } from 'saxes';
import { err, ok, type Result } from '../../kernel/result.ts';

/** The largest bank file that is read: some 100,000 returns. */
export const MAX_BANK_FILE_BYTES = 64 * 1024 * 1024;
/** ISO 20022 goes to about 15. */
const MAX_DEPTH = 40;
/** A text or name longer than this is none of a bank's. */
const MAX_TEXT = 4_096;
/** Elements kept at once: those of one record and of what stands around it. */
const MAX_KEPT = 20_000;
/** So much of the beginning tells the encoding. */
const HEAD_BYTES = 200;

export interface XmlNode {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
  readonly attributes: Readonly<Record<string, string>>;
}

export interface BankFileProblem {
  /** 1 for the first; 0 where it is of the whole file. */
  readonly line: number;
  /** What is wrong and what helps. Quotes nothing of the file. */
  readonly message: string;
}

export interface RecordHandler {
  /** Elements handed over one at a time, and forgotten then. */
  readonly records: ReadonlySet<string>;
  /** `around`: what is open around it, outermost first, with what has been read of it so far. */
  readonly record: (record: XmlNode, around: readonly XmlNode[]) => void;
}

interface Open {
  readonly name: string;
  text: string;
  readonly children: Open[];
  readonly attributes: Record<string, string>;
}

class Refused extends Error {}

/**
 * Reads an XML file of a bank record by record. Document types and entities are refused: no bank needs them, and they
 * are how a file makes its reader fetch or grow things.
 */
export function readBankXml(
  bytes: Uint8Array,
  handler: RecordHandler,
): Result<{ readonly namespace: string }, BankFileProblem> {
  const text = decode(bytes);
  if (!text.ok) return text;
  const parser = new SaxesParser({ xmlns: false, position: true });
  const refuse = (message: string): never => {
    throw new Refused(message);
  };
  const open: Open[] = [];
  let kept = 0;
  let namespace = '';
  parser.on('doctype', () =>
    refuse('it has a document type (DOCTYPE), which no bank file has: ask for the file as the bank made it'),
  );
  parser.on('error', () =>
    refuse('it is not well-formed XML here: it was cut or changed on its way; download it again'),
  );
  parser.on('opentag', ({ name: qualified, attributes }) => {
    if (open.length >= MAX_DEPTH) refuse(`its elements are nested deeper than ${MAX_DEPTH}`);
    const name = localName(qualified);
    if (open.length === 0) namespace = attributes[xmlnsOf(qualified)] ?? '';
    const node: Open = { name, text: '', children: [], attributes };
    open.at(-1)?.children.push(node);
    open.push(node);
    if (++kept > MAX_KEPT) refuse(`one record has more than ${MAX_KEPT} elements`);
  });
  const addText = (more: string): void => {
    const node = open.at(-1);
    if (node === undefined) return;
    node.text += more;
    if (node.text.length > MAX_TEXT && node.text.trim().length > MAX_TEXT)
      refuse(`a text has more than ${MAX_TEXT} characters`);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const node = open.pop();
    if (node === undefined || !handler.records.has(node.name)) return;
    handler.record(node, open);
    const parent = open.at(-1);
    parent?.children.pop();
    kept -= count(node);
  });
  try {
    parser.write(text.value).close();
    return ok({ namespace });
  } catch (error) {
    if (error instanceof Refused) return err({ line: parser.line, message: error.message });
    throw error;
  }
}

function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}

function xmlnsOf(qualified: string): string {
  const colon = qualified.indexOf(':');
  return colon < 0 ? 'xmlns' : `xmlns:${qualified.slice(0, colon)}`;
}

function count(node: Open): number {
  return node.children.reduce((sum, child) => sum + count(child), 1);
}

/** By its declaration, in UTF-8 where it has none. What does not fit is refused, never guessed. */
function decode(bytes: Uint8Array): Result<string, BankFileProblem> {
  const whole = (message: string) => err({ line: 0, message });
  if (bytes.length > MAX_BANK_FILE_BYTES)
    return whole(`it has more than ${MAX_BANK_FILE_BYTES} bytes: ask the bank for smaller files`);
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEAD_BYTES, bytes.length)).toString('latin1');
  if (/^(\xFE\xFF|\xFF\xFE)/.test(head) || head.slice(0, 8).includes('\0'))
    return whole('it is written in UTF-16 or UTF-32: ask for it in UTF-8');
  if (!/^(\xEF\xBB\xBF)?\s*</.test(head))
    return whole('it is not XML: choose the file that the bank made (pain.002 or camt.054)');
  const declared = (/<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1] ?? 'utf-8').toLowerCase();
  const label = ENCODINGS[declared];
  if (label === undefined) return whole('its declaration names an encoding that banks do not use: ask for it in UTF-8');
  if (label !== 'utf-8' && head.startsWith('\xEF\xBB\xBF'))
    return whole('its declaration and its first bytes name two different encodings');
  try {
    return ok(new TextDecoder(label, { fatal: true }).decode(bytes));
  } catch {
    return whole(`it says that it is written in ${label}, and is not: it was changed on its way; download it again`);
  }
}

const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'iso-8859-1',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
};

/** The first element at the end of these names; undefined where there is none. */
export function at(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  let found = node;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

/** Its text without blanks around it; undefined where there is none. */
export function textAt(node: XmlNode | undefined, ...path: readonly string[]): string | undefined {
  const text = at(node, ...path)?.text.trim();
  return text === undefined || text === '' ? undefined : text;
}
