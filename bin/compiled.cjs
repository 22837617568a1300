'use strict'
// Keeps what V8 made of our files, so that the next start need not compile them again: half of a short command's time.
// Node does it by itself from 22.1 on; Node 20 leaves it to us. A folder that cannot be written changes nothing.
const fs = require('node:fs')
const { homedir } = require('node:os')
const { dirname, join, sep } = require('node:path')
const Module = require('node:module')

/** `version` is ours: another one finds nothing of the last. */
module.exports = function keepCompiled(dist, version) {
  const folder = usable(join(dataFolder(), 'compiled', `${version}-${process.version}-${process.arch}`))
  if (folder === undefined) return
  if (Module.enableCompileCache) Module.enableCompileCache(folder)
  else extendLoader(dist + sep, folder)
}

/** As src/system/paths.ts has it, which is not loaded yet. */
function dataFolder() {
  const { env } = process
  if (env.INTEG_DATA_DIR) return env.INTEG_DATA_DIR
  const home = env.HOME || env.USERPROFILE || homedir()
  if (process.platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'integ', 'data')
  return join(env.XDG_DATA_HOME || join(home, '.local/share'), 'integ')
}

/** Code is read from here, so it has to be a folder that nobody else can write to. */
function usable(folder) {
  try {
    makeFolder(folder)
    if (process.platform === 'win32') return folder
    const { uid, mode } = fs.statSync(folder)
    return uid === process.geteuid() && (mode & 0o022) === 0 ? folder : undefined
  } catch {
    return undefined
  }
}

/** Step by step: `recursive` never returns below /proc. */
function makeFolder(folder) {
  if (fs.existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    fs.mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
}

function extendLoader(root, folder) {
  const { Script } = require('node:vm')
  const usual = Module._extensions['.js']
  const fresh = []
  // Each command keeps the functions that it needs.
  const command = process.argv[2] ?? ''
  Module._extensions['.cjs'] = function (module, filename) {
    // V8 cannot keep code that imports by address.
    if (!filename.startsWith(root)) return usual(module, filename)
    const text = fs.readFileSync(filename, 'utf8')
    if (/\bimport\(/.test(text)) return usual(module, filename)
    const name = `${command}+${filename.slice(root.length).replace(/[\\/]/g, '+')}`
    const kept = join(folder, `${name}-${Math.trunc(fs.statSync(filename).mtimeMs)}`)
    const cachedData = read(kept)
    const source = `(function (exports, require, module, __filename, __dirname) { ${text}\n})`
    const script = new Script(source, { filename, ...(cachedData && { cachedData }) })
    if (!cachedData || script.cachedDataRejected) fresh.push([script, kept])
    script.runInThisContext()(module.exports, requireOf(module), module, filename, dirname(filename))
  }
  // At the end, when it is known which functions a run needs.
  process.on('exit', (code) => {
    if (code > 1 || !/^[a-z]+$/.test(command)) return
    for (const [script, kept] of fresh) write(kept, script.createCachedData())
  })
}

function requireOf(module) {
  return (id) => module.require(id)
}

function read(file) {
  try {
    return fs.readFileSync(file)
  } catch {
    return undefined
  }
}

/** In one step: another process may be reading. */
function write(file, bytes) {
  const own = `${file}.${process.pid}`
  try {
    fs.writeFileSync(own, bytes, { mode: 0o600 })
    fs.renameSync(own, file)
  } catch {
    fs.rmSync(own, { force: true })
  }
}
