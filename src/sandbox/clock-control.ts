import { invalidValue } from '../errors/catalog/usage.ts'
import { text } from './control-input.ts'
import type { ControlRoutes } from './control-route.ts'
import { parseSpan, parseTime } from './time-text.ts'

/** The sandbox's time: read it, move it, stop it. */
export const clockRoutes: ControlRoutes = {
  'GET clock': ({ travel }) => ({ clock: travel.reading() }),
  'POST clock/:id': async ({ travel }, { id, body }) => {
    switch (id) {
      case 'set': {
        const time = parseTime(text(body, 'to'))
        return { travelled: await travel.to(() => time) }
      }
      case 'advance': {
        const ms = parseSpan(text(body, 'by'))
        return { travelled: await travel.to((now) => now + ms) }
      }
      case 'reset':
        return { travelled: await travel.toReal() }
      case 'freeze':
        return { clock: await travel.freeze() }
      case 'resume':
        return { clock: await travel.resume() }
      default: {
        const expected = {
          en: 'one of set, advance, freeze, resume, reset',
          zh: ' set、advance、freeze、resume、reset 之一',
        }
        throw invalidValue({ name: 'clock', value: id, expected })
      }
    }
  },
}
