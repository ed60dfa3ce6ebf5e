export * from './pacing-port.ts';
