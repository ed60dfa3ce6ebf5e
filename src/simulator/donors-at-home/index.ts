export { startDonorsAtHome } from './start-donors-at-home.ts';
export { outboxAnswer } from './telephone.ts';
