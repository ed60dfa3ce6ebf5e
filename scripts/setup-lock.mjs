import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
/** A holder that gave no sign for so long is gone. */
const STALE_MS = 30_000;

/** Runs `work` while holding the lock directory, so that set-ups started together follow one another. */
export async function withSetupLock(folder, say, work) {
  const token = randomBytes(8).toString('hex');
  const owner = join(folder, 'owner');
  const claim = () => writeFileSync(owner, JSON.stringify({ token, host: hostname(), pid: process.pid }));
  for (let told = false; !tryTake(folder, claim); told = true) {
    if (!told) say('another set-up is at work; waiting for it ...');
    await sleep(200);
  }
  const heartbeat = setInterval(() => touch(owner), HEARTBEAT_MS);
  const release = () => {
    if (readOwner(folder)?.token === token) rmSync(folder, { recursive: true, force: true });
  };
  const stop = () => process.exit(130); // runs the 'exit' handler
  process.once('exit', release).once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    release();
    process.off('exit', release).off('SIGINT', stop).off('SIGTERM', stop);
  }
}

function tryTake(folder, claim) {
  if (makeDirectory(folder)) {
    claim();
    return true;
  }
  const holder = readOwner(folder);
  if (!isStale(folder, holder)) return false;
  // Several may see that the holder is gone: the one that makes this directory takes its place.
  if (!makeDirectory(join(folder, `after-${holder?.token ?? 'nobody'}`))) return false;
  claim();
  return true;
}

function isStale(folder, holder) {
  try {
    const age = Date.now() - statSync(holder ? join(folder, 'owner') : folder).mtimeMs;
    return age > STALE_MS || (holder?.host === hostname() && !isAlive(holder.pid));
  } catch {
    return false; // released meanwhile
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function makeDirectory(path) {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST' || error.code === 'ENOENT') return false;
    throw error;
  }
}

function readOwner(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'owner'), 'utf8'));
  } catch {
    return undefined;
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // the lock directory was removed by hand: the work goes on
  }
}
