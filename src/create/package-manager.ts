export const PACKAGE_MANAGERS = ['npm', 'pnpm', 'yarn', 'bun'] as const
export type PackageManagerName = (typeof PACKAGE_MANAGERS)[number]

/** How each is called. `exec` starts a program of the project's packages. */
export interface PackageManager {
  readonly name: PackageManagerName
  readonly install: readonly string[]
  readonly run: string
  readonly exec: string
}

const KNOWN: Readonly<Record<PackageManagerName, PackageManager>> = {
  npm: {
    name: 'npm',
    install: ['install', '--no-audit', '--no-fund', '--loglevel=error'],
    run: 'npm run',
    exec: 'npx',
  },
  pnpm: { name: 'pnpm', install: ['install'], run: 'pnpm run', exec: 'pnpm exec' },
  yarn: { name: 'yarn', install: ['install'], run: 'yarn run', exec: 'yarn run' },
  bun: { name: 'bun', install: ['install'], run: 'bun run', exec: 'bunx' },
}

/** The one that was asked for, else the one that started us (it says so in `npm_config_user_agent`), else npm. */
export function choosePackageManager(
  wish: PackageManagerName | undefined,
  env: Readonly<Record<string, string | undefined>>,
): PackageManager {
  const agent = (env['npm_config_user_agent'] ?? '').split('/')[0]
  const name = wish ?? PACKAGE_MANAGERS.find((known) => known === agent) ?? 'npm'
  return KNOWN[name]
}
