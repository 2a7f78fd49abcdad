import { Option, type Command } from 'commander';

/** Adds `portico config …`. */
export function addConfigCommands(program: Command): void {
  const config = program.command('config').description('Show, check and explain the configuration.');

  withSources(config.command('print'))
    .description('Print the configuration with all sources merged.')
    .option('--frontend', 'only what the browser may see')
    .option('--with-secrets', 'show secrets in place of <secret>')
    .addOption(formatOption())
    .action(async options => (await import('./print-config.ts')).printConfig(options));

  withSources(config.command('check'))
    .description('Check the configuration against the schemas of the installed packages.')
    .option('--frontend', 'only what the browser may see')
    .option('--deprecated', 'only keys that should no longer be used')
    .option('--strict', 'treat unknown keys as errors')
    .action(async options => (await import('./check-config.ts')).checkConfig(options));

  withPackage(config.command('schema'))
    .description('Print the schema of the configuration as JSON Schema.')
    .option('--no-merge', 'print the schema of each package on its own')
    .addOption(formatOption('json'))
    .action(async options => (await import('./print-schema.ts')).printSchema(options));

  withPackage(config.command('docs'))
    .description('Print a reference of every key that the installed packages declare, as Markdown.')
    .action(async options => (await import('./print-docs.ts')).printDocs(options));

  withSources(config.command('explain'))
    .description('Tell where a value comes from, and what it overrode.')
    .argument('<key>', 'the dotted key, such as backend.listen.port or backend.reading.allow[0].host')
    .action(async (key, options) => (await import('./explain-config.ts')).explainConfig(key, options));
}

function withPackage(command: Command): Command {
  return command.option('--package <name>', 'only the schemas that this package reaches');
}

function withSources(command: Command): Command {
  return withPackage(command)
    .option(
      '--config <path or URL>',
      'a configuration to read in place of the default files; repeatable',
      collect,
    )
    .option('--lax', 'do not require environment variables to be set');
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function formatOption(preset = 'yaml'): Option {
  return new Option('--format <format>', 'how to print it').choices(['yaml', 'json']).default(preset);
}
