export { LineSplitter, type RawLine } from './line-splitter.ts';
export { paceSession } from './session.ts';
