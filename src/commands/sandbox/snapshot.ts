import { existsSync } from 'node:fs'
import type { CommandInput, RunCommand } from '../../cli/command.ts'
import type { CommandContext } from '../../cli/context.ts'
import { snapshotExists } from '../../errors/catalog/snapshot.ts'
import { excessArguments, invalidValue, missingArgument } from '../../errors/catalog/usage.ts'
import { listSnapshots, loadSnapshot, placeOfSnapshot, removeSnapshot } from '../../sandbox/snapshot-files.ts'
import { loadedLines, savedLines, snapshotLines } from '../../ui/render/snapshot.ts'
import { createStyle } from '../../ui/style.ts'
import { placeOf, stateOption } from './place.ts'

const VERBS = ['save', 'load', 'list', 'remove'] as const

/** Saves and loads what the sandbox remembers: of the running one, or of the state of one that does not run. */
export const run: RunCommand = async (ctx, input) => {
  const [verb = 'list', name, extra] = input.args
  if (!VERBS.some((one) => one === verb)) {
    const expected = { en: 'save, load, list or remove', zh: ' save、load、list、remove 之一' }
    throw invalidValue({ name: 'verb', value: verb, expected })
  }
  const surplus = verb === 'list' ? name : extra
  if (surplus !== undefined) throw excessArguments({ extra: surplus, command: `integ sandbox snapshot ${verb}` })
  const folder = placeOf(ctx, input)
  if (verb === 'list') return list(ctx, folder)
  const command = `integ sandbox snapshot ${verb}`
  if (name === undefined) throw missingArgument({ name: 'name', command, example: `${command} paid-order` })
  const place = placeOfSnapshot(name, folder, ctx.cwd)
  if (verb === 'remove') {
    removeSnapshot(place, folder)
    if (ctx.io.json) ctx.io.document({ removed: place.label, file: place.file })
    else ctx.io.out(ctx.lang === 'zh' ? `已删除快照 ${place.label}。` : `Removed the snapshot ${place.label}.`)
    return 0
  }
  return verb === 'save' ? save(ctx, input, place) : load(ctx, input, place, folder)
}

type Place = ReturnType<typeof placeOfSnapshot>

async function save(ctx: CommandContext, input: CommandInput, place: Place): Promise<number> {
  if (input.options['force'] !== true && existsSync(place.file)) throw snapshotExists({ name: place.label })
  const { client } = await ctx.sandbox({ state: stateOption(input) })
  const snapshot = await client.saveSnapshot(place)
  if (ctx.io.json) ctx.io.document({ saved: place.label, file: place.file, snapshot })
  else for (const line of savedLines(place, snapshot, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
  return 0
}

async function load(ctx: CommandContext, input: CommandInput, place: Place, folder: string): Promise<number> {
  // What cannot be read is found out before a sandbox is started for it.
  loadSnapshot(place, folder)
  const { client } = await ctx.sandbox({ state: stateOption(input) })
  const { snapshot, clock } = await client.loadSnapshot(place)
  if (ctx.io.json) ctx.io.document({ loaded: place.label, file: place.file, snapshot, clock })
  else for (const line of loadedLines(place, snapshot, clock, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
  return 0
}

function list(ctx: CommandContext, folder: string): number {
  const snapshots = listSnapshots(folder)
  if (ctx.io.json) ctx.io.document({ snapshots })
  else for (const line of snapshotLines(snapshots, ctx.lang, createStyle(ctx.io.color))) ctx.io.out(line)
  return 0
}
