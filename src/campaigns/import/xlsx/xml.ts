import { SaxesParser } from 'saxes';
import { damaged } from './archive.ts';

/** What is told of a part while it is read; names come without their prefix. */
export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

export interface XmlReader {
  write(text: string): void;
  end(): void;
}

/** Reads XML as it comes. A document type is refused: no workbook has one, and entities are made of it. */
export function xmlReader(handler: XmlHandler): XmlReader {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw damaged(error.message);
  });
  parser.on('doctype', () => {
    throw damaged('it has a document type');
  });
  parser.on('opentag', ({ name, attributes }) => handler.open?.(local(name), attributes));
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('closetag', ({ name }) => handler.close?.(local(name)));
  return {
    write: (text) => {
      parser.write(text);
    },
    end: () => {
      parser.close();
    },
  };
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** A whole part, read piece by piece. */
export async function readXml(pieces: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const decoder = new TextDecoder();
  const reader = xmlReader(handler);
  for await (const piece of pieces) reader.write(decoder.decode(piece, { stream: true }));
  reader.end();
}
