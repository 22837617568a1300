import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

// Prebuilt files for the control port of the sandbox; nothing is fetched from elsewhere and nothing is inlined.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/inspector', import.meta.url)),
    emptyOutDir: true,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    assetsDir: 'inspector',
    assetsInlineLimit: 0,
    modulePreload: false,
  },
})
