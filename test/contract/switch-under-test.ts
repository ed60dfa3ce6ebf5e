import { existsSync } from 'node:fs';
import type { CallPermit } from '../../src/compliance/index.ts';
import {
  type FreeswitchOptions,
  FreeswitchSwitch,
  type SwitchCommand,
  switchServerSchema,
} from '../../src/dialer/freeswitch/index.ts';
