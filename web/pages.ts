/** The address this document was loaded from, wherever its owner has gone since: its rights are those of that address. */
export const documentPath = location.pathname;

/** The pages there are; the server serves them all alike. */
export type Page = 'board' | 'team' | 'campaigns' | 'cockpit' | 'reports' | 'audit' | 'accounts' | 'wall' | 'desk';

export const pathOf: Record<Page, string> = {
  board: '/plateau',
  team: '/equipe',
  campaigns: '/campagnes',
  cockpit: '/pilotage',
  reports: '/rapports',
  audit: '/journal',
  accounts: '/comptes',
  wall: '/mur',
  desk: '/poste',
};

/** A new campaign, step by step: under the page of the campaigns. */
export const wizardPath = '/campagnes/nouvelle';

/** All parts of the pages, for administrators: in no menu. */
export const galleryPath = '/pieces';
