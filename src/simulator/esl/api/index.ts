import type { ApiCommand } from './api-command.ts';
import { legCommands } from './leg-commands.ts';
import { serverCommands } from './server-commands.ts';

/** Every `api` command the simulated switch knows. */
export const apiCommands: Readonly<Record<string, ApiCommand>> = { ...serverCommands, ...legCommands };
