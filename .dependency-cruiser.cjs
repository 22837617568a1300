// Who may import whom. CONTRIBUTING.md draws the picture; this file holds it.

/** A folder of src may import itself and what is listed. */
const allowed = {
  text: [],
  errors: ['text'],
  sdk: ['text', 'errors'],
  signing: ['sdk', 'text', 'errors'],
  spec: ['sdk', 'text', 'errors'],
  system: ['sdk', 'text', 'errors'],
  project: ['sdk', 'text', 'errors'],
  profiles: ['sdk', 'text', 'errors', 'signing', 'project', 'system'],
  registry: ['sdk', 'text', 'errors', 'spec', 'project', 'system'],
  delivery: ['sdk', 'text', 'errors', 'signing', 'system'],
  call: ['sdk', 'text', 'errors', 'signing', 'spec', 'registry', 'profiles', 'project', 'system'],
  sandbox: ['sdk', 'text', 'errors', 'signing', 'spec', 'delivery', 'registry', 'profiles', 'project', 'system'],
  events: ['sdk', 'text', 'errors', 'signing', 'delivery', 'call', 'sandbox', 'registry', 'project', 'system'],
  create: [
    'sdk',
    'text',
    'errors',
    'spec',
    'call',
    'sandbox',
    'events',
    'registry',
    'profiles',
    'project',
    'proxy',
    'system',
  ],
  checks: [
    'sdk',
    'text',
    'errors',
    'spec',
    'registry',
    'profiles',
    'project',
    'signing',
    'delivery',
    'sandbox',
    'events',
    'call',
    'system',
  ],
  authorisation: ['sdk', 'text', 'errors', 'call', 'profiles', 'system'],
  reference: ['sdk', 'text', 'errors', 'spec', 'registry'],
  // The page in the browser: what it takes from here are types, and lists of words.
  inspector: ['sdk', 'text', 'sandbox', 'delivery'],
  proxy: ['sdk', 'text', 'errors', 'system'],
  seed: ['sdk', 'text', 'errors', 'spec', 'call', 'sandbox', 'events'],
  testing: [
    'sdk',
    'text',
    'errors',
    'signing',
    'spec',
    'registry',
    'profiles',
    'project',
    'delivery',
    'sandbox',
    'checks',
    'call',
    'seed',
    'system',
  ],
}

const rooms = Object.entries(allowed).map(([room, others]) => ({
  name: `room-${room}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [`^src/(${[room, ...others].join('|')})/`, '^src/cli/context\\.ts$'] },
}))

/** One door per library: swapping or updating one touches one file. */
const doors = {
  commander: 'src/cli/program.ts',
  '@inquirer/prompts': 'src/ui/prompts.ts',
  conf: 'src/profiles/store.ts',
  chalk: 'src/ui/style.ts',
  ora: 'src/ui/spinner.ts',
  execa: 'src/system/exec.ts',
  '@cfworker/json-schema': 'src/spec/validate.ts',
  yaml: 'src/spec/line.ts',
  'cli-table3': 'src/ui/table.ts',
  'js-yaml': 'src/spec/parse.ts',
  'junit-report-builder': 'src/ui/render/junit.ts',
  '@bomb.sh/tab': 'src/cli/completion.ts',
}

const oneDoor = Object.entries(doors).map(([library, file]) => ({
  name: `door-${library}`,
  severity: 'error',
  from: { path: '^src/', pathNot: `^${file.replaceAll('.', '\\.')}$` },
  to: { path: `^node_modules/${library.replace('/', '\\/')}/` },
}))

module.exports = {
  forbidden: [
    ...rooms,
    ...oneDoor,
    {
      name: 'inspector-takes-types-only',
      comment: 'What runs in the browser brings no code of the sandbox along, but for what imports nothing itself.',
      severity: 'error',
      from: { path: '^src/inspector/' },
      to: {
        path: '^src/(sandbox|delivery|sdk)/',
        pathNot: '^src/(sandbox/faults/kinds|delivery/(failure-words|last-deliveries))\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'door-preact',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/inspector/' },
      to: { path: '^node_modules/preact/' },
    },
    {
      name: 'connectors-take-types-only',
      comment: 'A connector is handed the SDK; it imports nothing but types, as one from outside would.',
      severity: 'error',
      from: { path: '^src/connectors/' },
      to: { path: '^src/', pathNot: '^src/(connectors|sdk)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'connectors-do-not-run-the-sdk',
      severity: 'error',
      from: { path: '^src/connectors/' },
      to: { path: '^src/(sdk|text)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'commands-do-not-meet',
      severity: 'error',
      from: { path: '^src/commands/([^/]+)/' },
      to: { path: '^src/commands/', pathNot: '^src/commands/$1/' },
    },
    {
      name: 'only-commands-and-cli-render',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|commands|ui|main\\.ts|build)/?' },
      to: { path: '^src/(ui|cli)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'call-and-sandbox-meet-in-signing',
      severity: 'error',
      from: { path: '^src/(call)/' },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
