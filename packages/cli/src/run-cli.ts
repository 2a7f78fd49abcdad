import { describeFailure } from './print.ts';
import { readStartArguments } from './start/read-start-arguments.ts';

/**
 * Runs the `portico` command, and gives its exit code: 0 when it succeeded, 1
 * when it failed. A failure is a message on standard error, without a stack.
 *
 * @param args - What was typed after `portico`.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    const startOptions = readStartArguments(args);
    if (!startOptions) return await runProgram(args);
    const { start } = await import('./start/start.ts');
    await start(startOptions);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    return 1;
  }
}

async function runProgram(args: readonly string[]): Promise<number> {
  const [{ CommanderError }, { createProgram }] = await Promise.all([
    import('commander'),
    import('./create-program.ts'),
  ]);
  try {
    await createProgram().parseAsync(splitColon(args), { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has printed what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
}

/** `config:print` is `config print`. */
function splitColon(args: readonly string[]): string[] {
  const [first, ...rest] = args;
  const parts = first !== undefined && /^[a-z]+:[a-z]+$/.test(first) ? first.split(':') : [first ?? ''];
  return first === undefined ? [] : [...parts, ...rest];
}
