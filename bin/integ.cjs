#!/usr/bin/env node
'use strict'
// CommonJS on purpose: an ES module as entry costs a quarter of bare node more before its first line runs.
require('./start.cjs')([])
