import type { OperationHandler } from '../../../../sdk/index.ts'
import { createContent, sendCustomMessage, sendLifeMessage, sendSingleMessage, sendToMany } from './life-account.ts'
import { sendTemplateMessage } from './template-message.ts'

export const messageHandlers: Readonly<Record<string, OperationHandler>> = {
  'alipay.open.app.mini.templatemessage.send': sendTemplateMessage,
  'alipay.open.public.message.custom.send': sendCustomMessage,
  'alipay.open.public.message.single.send': sendSingleMessage,
  'alipay.open.public.message.total.send': sendToMany('total'),
  'alipay.open.public.message.group.send': sendToMany('group'),
  'alipay.open.public.message.label.send': sendToMany('label'),
  'alipay.open.public.message.content.create': createContent,
  'alipay.open.public.life.msg.send': sendLifeMessage,
}
