import { expect, it } from 'vitest'
import { displayWidth, wrapText } from '../../../src/text/width.ts'

it('counts two columns for a Chinese character and none for a colour', () => {
  expect(displayWidth('\u001b[1m支付\u001b[22m ok')).toBe(7)
})

it('breaks between words, and keeps line breaks and indentation', () => {
  expect(wrapText('one two three\n  four five', 8)).toBe('one two\nthree\n  four\nfive')
})

it('breaks Chinese text between characters, not inside a word', () => {
  expect(wrapText('运行到 Ctrl-C 为止', 8)).toBe('运行到\nCtrl-C\n为止')
})

it('begins no line with closing punctuation and ends none with an opening bracket', () => {
  expect(wrapText('校验签名，保存订单', 8)).toBe('校验签\n名，保存\n订单')
  expect(wrapText('保存订单（可选）', 10)).toBe('保存订单\n（可选）')
})

it('leaves a word alone that is wider than the line', () => {
  expect(wrapText('see https://open.alipay.com now', 10)).toBe('see\nhttps://open.alipay.com\nnow')
})
