import { existsSync, readdirSync } from 'node:fs'
import { defineConfig, type UserConfig } from 'tsdown'

/** Built-in connectors are found by path, as folders beside the bundle: each module is an entry of its own. */
const connectorModules = Object.fromEntries(
  readdirSync('src/connectors')
    .filter((id) => existsSync(`src/connectors/${id}/module.ts`))
    .map((id) => [`connectors/${id}/module`, `src/connectors/${id}/module.ts`]),
)

const published = { sdk: 'src/sdk/index.ts', testing: 'src/testing/index.ts' }

const bundled = {
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  dts: false,
  logLevel: 'error',
  minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  // Run-time libraries are bundled: the installed package is one package, without install scripts or native code.
  deps: { alwaysBundle: [/.*/], onlyBundle: false },
} satisfies UserConfig

/** What `main` itself needs. */
const ENTRY =
  /\/src\/(text|errors\/(integ-error|catalog\/(usage|terminal))|profiles\/redact|ui\/terminal|system\/interruption|cli\/options)\b|rolldown.runtime/

/** What a call goes through, in one file: each file of its own costs a start half a millisecond. */
const CORE =
  /\/(src\/(call|errors|profiles|registry\/(registry|load|locate|manifest|source-note|auth-schemes)|sdk\/(?!(?:certificates|archive)\b)|signing|text|ui\/render\/call|sandbox\/(attach|client|published|location)|cli\/(context|platforms)|system\/(paths|clock|random|http)|project\/project|commands\/call\/run)|node_modules\/@cfworker)\b/

export default defineConfig([
  {
    // CommonJS: loading ES modules costs a start as much again as bare node (see CONTRIBUTING.md).
    ...bundled,
    entry: { main: 'src/main.ts', ...connectorModules },
    format: 'cjs',
    clean: true,
    outputOptions: {
      chunkFileNames: 'chunks/[name]-[hash].cjs',
      codeSplitting: {
        groups: [
          { name: 'entry', test: ENTRY, priority: 2 },
          { name: 'core', test: CORE, priority: 1 },
        ],
      },
    },
  },
  {
    ...bundled,
    entry: { ...published, 'vectors-cli': 'src/testing/vectors-cli.ts', finish: 'src/build/finish.ts' },
    format: 'esm',
    clean: false,
    outputOptions: { chunkFileNames: 'chunks/[name]-[hash].js' },
  },
  {
    entry: published,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: false,
    clean: false,
    logLevel: 'warn',
    dts: { emitDtsOnly: true },
  },
])
