import { spawn } from 'node:child_process';

/** Runs npm (the one that runs us, if any) and resolves to its exit code and, where piped, its output. */
export function npm(args, { stdio, ...options } = {}) {
  const own = process.env.npm_execpath;
  const usable = own?.endsWith('.js');
  return run(usable ? (process.env.npm_node_execpath ?? process.execPath) : 'npm', usable ? [own, ...args] : args, {
    stdio,
    shell: !usable && process.platform === 'win32',
    ...options,
  });
}

/** Runs a program; never rejects: a program that can't be started counts as exit code 127. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, options);
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output: signal ? `${output}${signal}\n` : output }));
  });
}
