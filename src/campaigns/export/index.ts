export { csvText } from './csv.ts';
export { type RecordLayout, recordLayout, recordTable, usualLayout } from './record-layout.ts';
export type { ExportLanguage, Table } from './table.ts';
export { xlsxBytes } from './xlsx.ts';
