/** The pages there are; the server serves them all alike. */
export type Page = 'board' | 'desk';

export const pathOf: Record<Page, string> = { board: '/plateau', desk: '/poste' };
