import { loadRulePack, type RulePack } from './rule-pack.ts';
import au from './rules/au.json' with { type: 'json' };
import be from './rules/be.json' with { type: 'json' };
import ca from './rules/ca.json' with { type: 'json' };
import ch from './rules/ch.json' with { type: 'json' };
import de from './rules/de.json' with { type: 'json' };
import es from './rules/es.json' with { type: 'json' };
import eu from './rules/eu.json' with { type: 'json' };
import fr from './rules/fr.json' with { type: 'json' };
import global from './rules/global.json' with { type: 'json' };
import ie from './rules/ie.json' with { type: 'json' };
import it from './rules/it.json' with { type: 'json' };
import nl from './rules/nl.json' with { type: 'json' };
import uk from './rules/uk.json' with { type: 'json' };
import us from './rules/us.json' with { type: 'json' };

const files = { fr, uk, us, ca, be, de, es, ch, ie, nl, it, au, eu, global };
let shipped: readonly RulePack[] | undefined;

/** The packs that come with Foyer: 12 jurisdictions, what is common to the European Union, and what holds everywhere. */
export function shippedRules(): readonly RulePack[] {
  shipped ??= Object.entries(files).map(([name, json]) => loadRulePack(json, `src/compliance/rules/${name}.json`));
  return shipped;
}
