import { existsSync, readdirSync } from 'node:fs'
import { defineConfig } from 'tsdown'

/** Built-in connectors are found by path, as folders beside the bundle: each module is an entry of its own. */
const connectorModules = Object.fromEntries(
  readdirSync('src/connectors')
    .filter((id) => existsSync(`src/connectors/${id}/module.ts`))
    .map((id) => [`connectors/${id}/module`, `src/connectors/${id}/module.ts`]),
)

const published = { sdk: 'src/sdk/index.ts', testing: 'src/testing/index.ts' }

export default defineConfig([
  {
    entry: {
      main: 'src/main.ts',
      ...published,
      'vectors-cli': 'src/testing/vectors-cli.ts',
      finish: 'src/build/finish.ts',
      ...connectorModules,
    },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: false,
    dts: false,
    clean: true,
    logLevel: 'warn',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    // Run-time libraries are bundled: the installed package is one package, without install scripts or native code.
    deps: { alwaysBundle: [/.*/], onlyBundle: false },
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
