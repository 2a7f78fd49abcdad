import type { Command } from 'commander';

/** Adds `portico doctor`. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('Look whether the portal can run on this machine, and say what to do where it cannot.')
    .option(
      '--config <path or URL>',
      'a configuration to read in place of the default files; repeatable',
      collect,
    )
    .action(async options => (await import('./doctor.ts')).doctor(options));
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
