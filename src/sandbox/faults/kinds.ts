import type { Text } from '../../text/text.ts'
import type { EffectKind } from './effect.ts'

export interface KindInfo {
  readonly kind: EffectKind
  readonly on: 'call' | 'event' | 'both'
  /** How the value is written; empty: it takes none. */
  readonly value: '' | `=${string}` | `[=${string}]`
  readonly summary: Text
  readonly example: string
}

/** Every kind of fault, in the order in which people read about them. */
export const KINDS: readonly KindInfo[] = [
  {
    kind: 'latency',
    on: 'call',
    value: '=<ms|range>',
    summary: { en: 'the answer takes longer', zh: '应答变慢' },
    example: 'latency=500-3000 --probability 0.3',
  },
  {
    kind: 'timeout',
    on: 'call',
    value: '',
    summary: { en: 'no answer ever comes; the connection stays open', zh: '始终没有应答，连接保持打开' },
    example: 'timeout --when after --count 1',
  },
  {
    kind: 'reset',
    on: 'call',
    value: '',
    summary: { en: 'the connection is reset', zh: '连接被重置' },
    example: "reset --operation 'alipay.trade.*'",
  },
  {
    kind: 'status',
    on: 'call',
    value: '=<status>',
    summary: {
      en: 'a bare HTTP error, as from a gateway in front of the platform',
      zh: '裸 HTTP 错误，如同平台前面的网关出错',
    },
    example: 'status=503 --for 10m',
  },
  {
    kind: 'unavailable',
    on: 'call',
    value: '',
    summary: { en: "out of order, in the platform's own words", zh: '平台不可用，使用平台自己的错误格式' },
    example: 'unavailable --probability 0.1',
  },
  {
    kind: 'error',
    on: 'call',
    value: '=<code>',
    summary: { en: "an error code of the platform's catalogue", zh: '平台错误码目录中的某个错误码' },
    example: 'error=ACQ.SYSTEM_ERROR --operation alipay.trade.pay --count 2',
  },
  {
    kind: 'rate-limit',
    on: 'call',
    value: '',
    summary: { en: 'too many calls, in the platform’s own words', zh: '调用过于频繁，使用平台自己的错误格式' },
    example: 'rate-limit --after 10',
  },
  {
    kind: 'bad-signature',
    on: 'both',
    value: '',
    summary: {
      en: 'the signature of an answer does not fit; with --event, that of an event',
      zh: '应答的签名不正确；配合 --event 则是事件的签名不正确',
    },
    example: 'bad-signature --count 1',
  },
  {
    kind: 'duplicate',
    on: 'event',
    value: '[=<copies>]',
    summary: { en: 'delivered several times at once', zh: '同时投递多次' },
    example: "duplicate=3 --event '*.paid'",
  },
  {
    kind: 'late',
    on: 'event',
    value: '=<duration>',
    summary: { en: 'sent later, on the clock of the sandbox', zh: '延后发送，按沙箱时钟计算' },
    example: 'late=30s',
  },
  {
    kind: 'out-of-order',
    on: 'event',
    value: '',
    summary: { en: 'held until the next event went first', zh: '扣住不发，等下一个事件先送达' },
    example: 'out-of-order --count 1',
  },
  {
    kind: 'drop',
    on: 'event',
    value: '',
    summary: {
      en: 'lost on the way; the platform tries again by its schedule',
      zh: '投递在途中丢失，平台按计划重试',
    },
    example: 'drop --count 1',
  },
  {
    kind: 'corrupt',
    on: 'event',
    value: '[=<path>]',
    summary: { en: 'the body is changed after signing', zh: '签名后内容被改动' },
    example: 'corrupt=total_amount --count 1',
  },
  {
    kind: 'wrong-key',
    on: 'event',
    value: '',
    summary: { en: 'signed with a key that is not the platform’s', zh: '使用非平台的密钥签名' },
    example: 'wrong-key --count 1',
  },
]
