import { applyImport, beginImport, lookAtUpload } from '../../src/campaigns/index.ts';
import { consoleImports, freshId } from '../../src/commands/import-parts.ts';
import { ORG_ID } from '../../src/commands/installation.ts';
import { openStore } from '../../src/commands/open-store.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { CLIENT, campaign } from '../contract/store-world.ts';

/** Imports a file and is gone, as by kill -9, while its second piece is being stored. */
const [folder = '', path = ''] = process.argv.slice(2);
const store = await openStore(folder, systemClock);
const campaignId = 'campaign-a' as CampaignId;
await store.putCampaign({ ...campaign('a'), orgId: ORG_ID });
const imports = consoleImports(store, systemClock);
let pieces = 0;
const dying = {
  ...imports,
  store: {
    ...imports.store,
    apply: async (...args: Parameters<typeof imports.store.apply>) => {
      const storing = imports.store.apply(...args);
      if (++pieces < 2) return storing;
      process.kill(process.pid, 'SIGKILL');
      return storing;
    },
  },
};
const upload = await lookAtUpload(dying, path, CLIENT);
const file = { name: 'dons.csv', batchId: freshId(systemClock), clientId: CLIENT, campaignId };
await applyImport(dying, await beginImport(dying, upload, file, 'system'), { path }, 'system');
