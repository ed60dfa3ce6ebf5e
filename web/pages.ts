/** The pages there are; the server serves them all alike. */
export type Page = 'board' | 'team' | 'cockpit' | 'reports' | 'audit' | 'wall' | 'desk';

export const pathOf: Record<Page, string> = {
  board: '/plateau',
  team: '/equipe',
  cockpit: '/pilotage',
  reports: '/rapports',
  audit: '/journal',
  wall: '/mur',
  desk: '/poste',
};
