/** What npm needs of this machine to reach its registry; nothing else of the environment goes along. */
const PASSED = [
  'NODE_EXTRA_CA_CERTS',
  'NPM_CONFIG_USERCONFIG',
  'HTTPS_PROXY',
  'https_proxy',
  'NO_PROXY',
  'no_proxy',
  'npm_config_registry',
  'npm_config_cache',
]

export function npmWay(): Record<string, string> {
  return Object.fromEntries(PASSED.flatMap((name) => (process.env[name] ? [[name, process.env[name] ?? '']] : [])))
}
