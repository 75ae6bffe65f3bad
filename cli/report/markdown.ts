/**
 * Job summaries as HTML. What steps write may repeat log lines and commit messages, so that of the HTML in it only a
 * few tags without attributes pass, links go to the web alone and pictures, which would be loaded, become links.
 */
import { Marked } from 'marked'
import { escapeHtml } from './escape.ts'

const allowed = /^<(\/?)(details|summary|sub|sup|kbd)( open)?>$/i
const alone = /^<(br|hr) ?\/?>$/i

export function renderMarkdown(markdown: string): string {
  // Tags that are open at this moment, so that nobody closes what is not theirs.
  const open: string[] = []
  const html = (text: string) =>
    text
      .split(/(<[^<>]*>)/)
      .map((part, index) => (index % 2 === 1 ? tag(part, open) : part.replaceAll('<', '&lt;').replaceAll('>', '&gt;')))
      .join('')
  const marked = new Marked({
    renderer: {
      html: ({ text }) => html(text),
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        return isWeb(href) ? `<a href="${escapeHtml(href)}">${text}</a>` : text
      },
      image: ({ href, text }) =>
        isWeb(href) ? `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>` : escapeHtml(text),
    },
  })
  const rendered = marked.parse(markdown, { async: false })
  return (
    rendered +
    open
      .reverse()
      .map((name) => `</${name}>`)
      .join('')
  )
}

function tag(text: string, open: string[]): string {
  if (alone.test(text)) return text
  const [, closing, name = '', attribute = ''] = allowed.exec(text) ?? []
  const lower = name.toLowerCase()
  if (closing === '') {
    open.push(lower)
    return `<${lower}${attribute}>`
  }
  if (closing === '/' && open.at(-1) === lower) {
    open.pop()
    return `</${lower}>`
  }
  return escapeHtml(text)
}

function isWeb(href: string): boolean {
  return /^https?:\/\//i.test(href)
}
