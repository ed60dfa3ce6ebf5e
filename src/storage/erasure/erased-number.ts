/** What stands in the place of a number that has been erased; its id makes it the only one of its kind. */
const ERASED = 'erased:';

export function erasedNumber(numberId: string): string {
  return `${ERASED}${numberId}`;
}

/** The same as a pattern of SQL. */
export const ERASED_LIKE = `${ERASED}%`;
