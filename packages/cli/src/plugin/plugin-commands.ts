import { Option, type Command } from 'commander';
import { pluginParts } from './new-package.ts';

/** Adds `portico plugin …`. */
export function addPluginCommands(program: Command): void {
  program
    .command('plugin')
    .description('Write plugins.')
    .command('new')
    .description(
      'Write a plugin or module with a passing test, and add it to the app. Asks when no id is given.',
    )
    .argument('[id]', 'the id of the plugin or module: lower case letters, digits and hyphens')
    .addOption(
      new Option('--parts <parts>', 'what the plugin is made of, by default a backend').choices(pluginParts),
    )
    .addOption(
      new Option(
        '--module-of <plugin id>',
        'write a module that extends the backend of this plugin',
      ).conflicts('parts'),
    )
    .option('--folder <path>', 'where to write it, by default a folder in plugins/')
    .option('--scope <scope>', 'the scope of the package name', '@internal')
    .action(async (id, options) => (await import('./new-plugin.ts')).newPlugin(id, options));
}
