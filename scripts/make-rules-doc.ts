import { writeFileSync } from 'node:fs';
import { rulesDoc } from './rules-doc.ts';

writeFileSync('docs/compliance/rules.md', rulesDoc());
