export interface CellPlace {
  /** From 1. */
  readonly row: number;
  /** From 0. */
  readonly column: number;
}

/** `AB12`; undefined when it is none. */
export function cellAt(reference: string): CellPlace | undefined {
  let at = 0;
  let column = 0;
  for (; at < reference.length && at < 4; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  const row = Number(reference.slice(at));
  return at === 0 || !Number.isInteger(row) || row < 1 ? undefined : { row, column: column - 1 };
}
