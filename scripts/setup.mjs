// Makes a clone ready to run: packages, the pinned Node.js, the web page. Runs before every npm script that needs
// them, on any Node.js >= 20, and does nothing when nothing is to be done. It writes to stderr only: stdout belongs
// to the command that follows. `--no-web` leaves the page alone.
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { npm, run } from './run.mjs';
import { withSetupLock } from './setup-lock.mjs';

const NEEDED_MAJOR = 24;
const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);
const toStderr = { cwd: root, stdio: ['ignore', 2, 2] };

class SetupError extends Error {}
const say = (text) => process.stderr.write(`foyer: ${text}\n`);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Whether what is installed is what the lock file says. npm writes its own record last, so a cut-off install shows. */
function packagesAreCurrent() {
  const record = at('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = readJson(at('package-lock.json')).packages;
  const installed = readJson(record).packages;
  const names = Object.keys(wanted).filter((name) => name !== '');
  const withoutDev = names.every((name) => !wanted[name].dev || wanted[name].optional || !installed[name]);
  const same = names.every((name) => {
    const { version, integrity, optional, devOptional, peer, dev } = wanted[name];
    const found = installed[name];
    if (!found) return optional || devOptional || peer || (dev && withoutDev);
    return found.version === version && found.integrity === integrity;
  });
  return same && Object.keys(installed).every((name) => name in wanted);
}

async function installPackages() {
  say('installing packages (npm ci), once, about half a minute ...');
  // Not in .npmrc: ignore-scripts there would also stop our own pre scripts.
  const { code } = await npm(['ci', '--ignore-scripts', '--loglevel=error', '--no-fund', '--no-audit'], toStderr);
  if (code !== 0) {
    throw new SetupError(
      'npm ci failed (its message is above). Check the network and the disk space, and that package-lock.json fits ' +
        'package.json (if not: npm install), run npm ci by hand, then the same command again.',
    );
  }
}

/** Sees to it that npm scripts find a Node.js that can run Foyer, the pinned one if it starts here, and returns it. */
async function prepareRuntime() {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const program = join('bin', windows ? 'node.exe' : 'node');
  const pinned = at('node_modules', name, program);
  const link = at('node_modules', '.bin', windows ? 'node.cmd' : 'node');
  if (existsSync(pinned) && (await run(pinned, ['--version'], { stdio: 'ignore' })).code === 0) {
    if (!existsSync(link)) {
      // npm 10 drops the link when it discards the packages of other platforms.
      const mine = `${link}.${process.pid}`;
      if (windows) writeFileSync(mine, `@"%~dp0\\..\\${name}\\${program}" %*\r\n`);
      else symlinkSync(join('..', name, program), mine);
      renameSync(mine, link);
    }
    return pinned;
  }
  rmSync(link, { force: true });
  if (Number.parseInt(process.versions.node, 10) >= NEEDED_MAJOR) return process.execPath;
  throw new SetupError(
    `Node.js ${NEEDED_MAJOR} or newer is needed; this is ${process.version}, and no pinned one starts on ` +
      `${process.platform}-${process.arch}. Install it from https://nodejs.org and run the same command again.`,
  );
}

const isSource = (entry) => !/\.test\.tsx?$/.test(entry.name) && !entry.name.startsWith('.');

/** The last change below a folder (folders count too, so that a removed file shows), 0 if there is none. */
function lastChange(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = readdirSync(path, { withFileTypes: true }).filter(isSource);
  return Math.max(stats.mtimeMs, ...entries.map((entry) => lastChange(join(path, entry.name))));
}

function pageIsCurrent() {
  if (!existsSync(at('web', 'index.html'))) return true;
  const built = at('dist', 'web', 'index.html');
  if (!existsSync(built)) return false;
  const sources = [at('web'), at('src', 'http', 'contract'), at('vite.config.ts'), at('package-lock.json')];
  return sources.every((source) => lastChange(source) <= statSync(built).mtimeMs);
}

/** Builds beside the page in use and swaps them, so that a running server is never left without one. */
async function buildPage(runtime) {
  say('building the web page ...');
  const startedAt = new Date();
  const [next, page] = [at('dist', 'web.next'), at('dist', 'web')];
  const vite = at('node_modules', 'vite', 'bin', 'vite.js');
  const { code } = await run(
    runtime,
    [vite, 'build', '--logLevel=warn', `--outDir=${next}`, '--emptyOutDir'],
    toStderr,
  );
  if (code !== 0) {
    throw new SetupError(
      'the web page could not be built (the message is above); see it alone with: npm run build:web',
    );
  }
  utimesSync(join(next, 'index.html'), startedAt, startedAt); // an edit made meanwhile is newer
  rmSync(page, { recursive: true, force: true });
  renameSync(next, page);
}

const wantsPage = !process.argv.includes('--no-web');
const isReady = () => packagesAreCurrent() && (!wantsPage || pageIsCurrent());

try {
  if (!isReady()) {
    await withSetupLock(at('.setup-lock'), say, async () => {
      if (!packagesAreCurrent()) await installPackages();
      const runtime = await prepareRuntime();
      if (wantsPage && !pageIsCurrent()) await buildPage(runtime);
    });
  }
  await prepareRuntime();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
