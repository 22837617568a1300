'use strict'
// Old syntax only: this file has to run on a Node that is too old, to say so.
var version = require('../package.json').version

module.exports = function start(lead) {
  var part = process.versions.node.split('.')
  var major = Number(part[0])
  var minor = Number(part[1])
  if (major < 20 || (major === 20 && minor < 19) || (major === 22 && minor < 12) || major === 21) {
    process.stderr.write(
      'error integ needs Node 20.19 or later, or 22.12 or later; this is ' +
        process.versions.node +
        '.\n' +
        '  next: install a current Node from https://nodejs.org\n',
    )
    process.exitCode = 3
    return
  }
  var argv = process.argv.slice(2)
  if (answered(argv, lead.length > 0)) return
  try {
    require('./compiled.cjs')(require('node:path').join(__dirname, '../dist'), version)
    require('../dist/main.cjs').main(version, lead)
  } catch (error) {
    process.stderr.write(
      'error integ could not be loaded: ' + error.message + '\n  next: reinstall create-integration\n',
    )
    process.exitCode = 70
  }
}

/** `--version` and the plain `--help` are printed from text made at build time: nothing else is loaded. */
function answered(argv, create) {
  var first = argv[0]
  if (argv.length === 1 && (first === '--version' || first === '-V')) return say(version + '\n')
  if (create) return false
  if (argv.length > 1 || (argv.length === 1 && first !== '--help' && first !== '-h' && first !== 'help')) return false
  if (require('node:tty').isatty(1)) return false
  var env = process.env
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return false
  var wish = env.INTEG_LANG || env.LC_ALL || env.LC_MESSAGES || env.LANG || env.LANGUAGE || ''
  try {
    return say(
      require('node:fs').readFileSync(
        __dirname + '/../dist/help.' + (/^zh/i.test(wish) ? 'zh' : 'en') + '.txt',
        'utf8',
      ),
    )
  } catch (error) {
    return false
  }
}

function say(text) {
  try {
    require('node:fs').writeSync(1, text)
  } catch (error) {
    if (error.code !== 'EPIPE' && error.code !== 'EAGAIN') throw error
    if (error.code === 'EAGAIN') process.stdout.write(text)
  }
  return true
}
