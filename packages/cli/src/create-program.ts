import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCatalogCommands } from './catalog/catalog-commands.ts';
import { addConfigCommands } from './config/config-commands.ts';
import { addDoctorCommand } from './doctor/doctor-command.ts';
import { addPluginCommands } from './plugin/plugin-commands.ts';
import { addStartCommand } from './start/start-command.ts';

/** Makes the parser of all commands, which also prints the help. */
export function createProgram(): Command {
  const program = new Command('portico')
    .description('Runs and looks after a developer portal.')
    .version(readVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .showHelpAfterError('Add --help to see what there is.')
    .configureHelp({ sortOptions: true, showGlobalOptions: false })
    .addHelpText('after', examples);
  addStartCommand(program);
  addConfigCommands(program);
  addCatalogCommands(program);
  addPluginCommands(program);
  addDoctorCommand(program);
  return program;
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}

const examples = `
Examples:
  portico start                          run the portal
  portico start --dev                    run it, and again after every change
  portico config check                   is the configuration right?
  portico config explain backend.baseUrl where does this value come from?
  portico catalog validate .             are the entity files right?
  portico catalog explain component:default/checkout
                                         why is this entity as it is?
  portico plugin new weather             write a backend plugin to start from
  portico doctor                         can the portal run on this machine?
`;
