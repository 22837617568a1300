import { placeOrder } from './place-order.ts'
import { playEvent } from './play-event.ts'
import type { Stage, StageSetup } from './types.ts'

/** What several scenarios look at is done once, when the first of them asks. */
export function openStage(setup: StageSetup): Stage {
  const order = once(() => placeOrder(setup))
  return { ...setup, order, scene: once(() => playEvent({ ...setup, order })) }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
