'use strict'
// Loaded into Node programs under `integ run`: a connection to a platform's own host goes to the sandbox instead.
// Names, certificates and everything above TCP stay as they are; other hosts are not touched. Set by integ alone.
;(function () {
  var where
  try {
    where = JSON.parse(process.env.INTEG_REDIRECT || 'null')
  } catch {
    where = null
  }
  if (!where || !Array.isArray(where.to)) return
  var mark = Symbol.for('integ.redirect')
  var prototype = require('node:net').Socket.prototype
  if (prototype[mark]) return
  Object.defineProperty(prototype, mark, { value: true })
  var hosts = new Set(where.to)
  var connect = prototype.connect

  prototype.connect = function (first, second) {
    // net.connect hands its arguments on as one list: [options, callback].
    var isList = Array.isArray(first)
    var given = isList ? first[0] : first
    var isObject = typeof given === 'object' && given !== null
    var options = isObject ? given : { port: given, host: typeof second === 'string' ? second : undefined }
    if (options.path || typeof options.host !== 'string') return connect.apply(this, arguments)
    var host = options.host.toLowerCase().replace(/\.$/, '')
    if (!hosts.has(host + ':' + options.port)) return connect.apply(this, arguments)
    var changed = Object.assign({}, options, { host: '127.0.0.1', port: where.port, family: 4 })
    delete changed.localAddress
    delete changed.localPort
    if (isList) {
      first[0] = changed
      return connect.apply(this, arguments)
    }
    var last = arguments[arguments.length - 1]
    return typeof last === 'function' ? connect.call(this, changed, last) : connect.call(this, changed)
  }
})()
